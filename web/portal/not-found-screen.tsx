import { Button, Stack, Text, Title } from '@mantine/core'
import { useStrings } from './language.tsx'
import { PortalLink } from './portal-link.tsx'
import { frameStrings } from './strings.ts'

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const { notFound } = useStrings(frameStrings)
  return (
    <Stack align="flex-start" gap="md" py={48}>
      <Title order={1} fz={26}>
        {notFound.title}
      </Title>
      <Text>{notFound.text}</Text>
      <Button component={PortalLink} to="/">
        {notFound.action}
      </Button>
    </Stack>
  )
}
