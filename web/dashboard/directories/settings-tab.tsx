import { Anchor, Button, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { Connection, Provider } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { ConnectionSettings } from './connection-settings.tsx'
import type { TabProps } from './directory-tabs.tsx'
import { GeneralSettings } from './general-settings.tsx'
import { GuardSettings } from './guard-settings.tsx'
import { ProviderGuide } from './provider-guide.tsx'
import { ScheduleSettings } from './schedule-settings.tsx'
import { strings } from './strings.en.ts'
import { useDirectoryDeeds } from './use-directory-deeds.ts'
import { providerOf, useProviders } from './use-providers.ts'
import { WakeUpSettings } from './wake-up-settings.tsx'

const words = strings.settings

/** Everything that can be set of a directory, with the provider's guide beside it. */
export function SettingsTab({ directory, health }: TabProps) {
  const mayRead = useMay('connections:read')
  const provider = providerOf(useProviders(), directory.type)
  const isConnected = health.is_pulled && mayRead
  const { data: connection, error } = useApiQuery(
    '/directories/{id}/connection',
    { path: { id: directory.id } },
    { isEnabled: isConnected },
  )
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="md">
          <GeneralSettings key={directory.updated_at} directory={directory} />
          {isConnected && <ErrorNotice error={error} />}
          {isConnected && connection && <OfPulled connection={connection} provider={provider} />}
          <Danger directory={directory} health={health} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>{provider && <Guide provider={provider} />}</Grid.Col>
    </Grid>
  )
}

type OfPulledProps = { readonly connection: Connection; readonly provider: Provider | undefined }

function OfPulled({ connection, provider }: OfPulledProps) {
  const { updated_at: changed } = connection
  return (
    <>
      {provider?.settings && (
        <ConnectionSettings key={`c${changed}`} connection={connection} schema={provider.settings} />
      )}
      <ScheduleSettings key={`s${changed}`} connection={connection} />
      <GuardSettings key={`g${changed}`} connection={connection} />
      <WakeUpSettings connection={connection} />
    </>
  )
}

function Guide({ provider }: { readonly provider: Provider }) {
  return (
    <Paper component="aside" withBorder p="lg" aria-label={words.guide}>
      <Stack gap="sm">
        <Title order={2} fz="md">
          {words.guide}
        </Title>
        <ProviderGuide provider={provider} />
        {provider.vendor_url && (
          <Anchor href={provider.vendor_url} target="_blank" rel="noreferrer" size="sm">
            {words.vendorPage} <IconExternalLink size={13} aria-hidden />
          </Anchor>
        )}
      </Stack>
    </Paper>
  )
}

function Danger({ directory, health }: TabProps) {
  const deeds = useDirectoryDeeds(directory, health)
  const mayWrite = useMay('directories:write')
  return (
    <Paper component="section" withBorder p="lg" aria-label={words.danger}>
      <Stack gap="md">
        <CopyField label={words.id} value={directory.id} />
        {mayWrite && (
          <Group justify="space-between">
            <div>
              <Title order={2} fz="sm">
                {words.danger}
              </Title>
              <Text size="sm" c="dimmed">
                {words.dangerText}
              </Text>
            </div>
            <Button
              color="red"
              variant="outline"
              loading={deeds.isBusy}
              disabled={directory.state === 'deleting'}
              onClick={() => void deeds.remove(health.groups)}
            >
              {words.delete}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
