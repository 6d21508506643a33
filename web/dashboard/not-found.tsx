import { Button, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { strings } from './strings.en.ts'

/** What an address that leads nowhere shows. */
export function NotFound() {
  const { title, text, action } = strings.notFound
  return (
    <Stack align="flex-start" p="xl" maw={560}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text c="dimmed">{text}</Text>
      <Button component={Link} to="/">
        {action}
      </Button>
    </Stack>
  )
}
