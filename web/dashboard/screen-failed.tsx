import { Button, Stack, Text, Title } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { strings } from './strings.en.ts'

/** What is shown in the place of a screen that failed. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Stack align="flex-start" p="xl" maw={560} role="alert">
      <Title order={1} size="h2">
        {strings.failed.title}
      </Title>
      <Text c="dimmed">{error instanceof Error ? error.message : String(error)}</Text>
      <Button onClick={reset}>{strings.failed.retry}</Button>
    </Stack>
  )
}
