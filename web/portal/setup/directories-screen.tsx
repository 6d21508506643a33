import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Directory } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'
import { resumeAt } from '../set-up-steps.ts'
import { providerOf, useProviders } from '../use-set-up.ts'
import { setupStrings } from './strings.ts'

export type DirectoriesScreenProps = { readonly directories: readonly Directory[]; readonly more: ReactNode }

/** The sources that an organization has connected already. */
export function DirectoriesScreen({ directories, more }: DirectoriesScreenProps) {
  const { home } = useStrings(setupStrings)
  const { organization } = useVisit()
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Title order={1} fz={26}>
            {home.title(organization.name)}
          </Title>
          <Text c="dimmed" mt={6}>
            {home.text}
          </Text>
        </div>
        <Button
          component={PortalLink}
          to="/choose"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          style={{ flex: 'none' }}
        >
          {home.another}
        </Button>
      </Group>
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {directories.map((directory) => (
          <li key={directory.id}>
            <DirectoryCard directory={directory} />
          </li>
        ))}
      </Stack>
      {more}
    </Stack>
  )
}

function DirectoryCard({ directory }: { readonly directory: Directory }) {
  const { home } = useStrings(setupStrings)
  const { language } = useLanguage()
  const { id, name, state, metadata } = directory
  const { data: setup } = useApiQuery('/directories/{id}/setup', { path: { id } })
  const providers = useProviders().data?.data ?? []
  const provider = setup && providerOf(providers, { directory, setup })
  const step = provider && resumeAt(provider.kind, setup, state !== 'validating')
  const isReady = step === 'status'
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Title order={2} fz="md" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            <StatusBadge state={state} />
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {counted(home.people, metadata.users.active, language)} · {counted(home.groups, metadata.groups, language)}
          </Text>
        </div>
        {step && (
          <Button
            component={PortalLink}
            to={`/directories/${id}/${step}`}
            variant={isReady ? 'default' : 'filled'}
            aria-label={`${isReady ? home.open : home.goOn}: ${name}`}
          >
            {isReady ? home.open : home.goOn}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
