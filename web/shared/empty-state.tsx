import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  readonly title: string
  /** What to do next. */
  readonly text?: ReactNode
  /** The button that does it. */
  readonly action?: ReactNode
  readonly icon?: ReactNode
  readonly isCompact?: boolean
}

/** Says that there is nothing here, why, and what to do next. */
export function EmptyState({ title, text, action, icon, isCompact = false }: EmptyStateProps) {
  return (
    <Center py={isCompact ? 'lg' : 48} px="md">
      <Stack align="center" gap="xs" maw={440}>
        <ThemeIcon variant="light" color="gray" size={isCompact ? 36 : 48} radius="xl" aria-hidden>
          {icon ?? <IconInbox size={isCompact ? 20 : 26} stroke={1.5} />}
        </ThemeIcon>
        <Title order={2} fz={isCompact ? 'sm' : 'md'} fw={600} ta="center">
          {title}
        </Title>
        {text && (
          <Text component="div" size="sm" c="dimmed" ta="center">
            {text}
          </Text>
        )}
        {action && <div style={{ marginTop: 8 }}>{action}</div>}
      </Stack>
    </Center>
  )
}
