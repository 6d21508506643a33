import { Center, Image, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { baseUrl } from '../../shared/api-client.ts'

type SignInFrameProps = { readonly title: string; readonly text?: string; readonly children: ReactNode }

/** What all screens of the sign-in are in: the product, what this is about, and one card. */
export function SignInFrame({ title, text, children }: SignInFrameProps) {
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--muster-ground)">
      <Stack w="100%" maw={420} gap="lg">
        <Stack align="center" gap="xs">
          <Image src={new URL('icon.svg', baseUrl).href} w={44} h={44} alt="" />
          <Title order={1} fz={24} ta="center">
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed" ta="center">
              {text}
            </Text>
          )}
        </Stack>
        <Paper withBorder p="lg" radius="md">
          {children}
        </Paper>
      </Stack>
    </Center>
  )
}
