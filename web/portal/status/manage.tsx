import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { TokenPanel } from '../setup/token-panel.tsx'
import type { SetUp } from '../use-set-up.ts'
import { statusStrings } from './strings.ts'

const pages = {
  pull: ['attributes', 'scope', 'settings', 'steps'],
  scim: ['attributes', 'scope', 'steps'],
} as const

/** The ways to what can be changed, and the token of a provider that pushes. */
export function Manage({ directory, provider }: SetUp) {
  const strings = useStrings(statusStrings).manage
  return (
    <Stack gap="sm">
      <Title order={2} fz="lg">
        {strings.title}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {pages[provider.kind].map((page) => (
          <Paper key={page} withBorder p="md">
            <Anchor component={PortalLink} to={`/directories/${directory.id}/${page}`} fw={600}>
              {strings[page]}
            </Anchor>
            <Text size="sm" c="dimmed" mt={4}>
              {strings[`${page}Text`]}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      {provider.kind === 'scim' && (
        <Paper withBorder p="md">
          <TokenPanel directoryId={directory.id} />
        </Paper>
      )}
    </Stack>
  )
}
