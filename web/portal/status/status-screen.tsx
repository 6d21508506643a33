import { Alert, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { Stat } from '../../shared/stat.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { FindPerson } from '../person/find-person.tsx'
import { PortalLink } from '../portal-link.tsx'
import { StepPage } from '../step-page.tsx'
import { type SetUp, useSetUp } from '../use-set-up.ts'
import { Disconnect } from './disconnect.tsx'
import { GroupList } from './group-list.tsx'
import { History } from './history.tsx'
import { Manage } from './manage.tsx'
import { PulledStatus } from './pulled-status.tsx'
import { PushedRequests } from './pushed-requests.tsx'
import { StatusActions } from './status-actions.tsx'
import { statusStrings } from './strings.ts'

/** P9: the page to which people come back: how it goes, what is wrong, what can be done. */
export function StatusScreen() {
  const { id = '' } = useParams({ strict: false })
  const { data, error } = useSetUp(id)
  if (error) return <ErrorNotice error={error} />
  return data ? <Status {...data} /> : <PanelSkeleton rows={8} />
}

function Status(setUp: SetUp) {
  const { directory, provider } = setUp
  const strings = useStrings(statusStrings)
  const isPulled = provider.kind === 'pull'
  return (
    <StepPage
      title={directory.name}
      badge={<StatusBadge state={directory.state} />}
      text={strings.reasons[directory.state]}
    >
      <StatusActions {...setUp} />
      {isPulled && <Trouble directoryId={directory.id} />}
      <Numbers {...setUp} />
      {isPulled && <PulledStatus directoryId={directory.id} />}
      <Stack gap="xs">
        <Title order={2} fz="lg">
          {strings.find}
        </Title>
        <Text size="sm" c="dimmed">
          {strings.findText}
        </Text>
        <FindPerson directoryId={directory.id} />
      </Stack>
      {!isPulled && <PushedRequests directoryId={directory.id} />}
      <GroupList directoryId={directory.id} />
      <Manage {...setUp} />
      <History directoryId={directory.id} />
      <Disconnect directory={directory} />
    </StepPage>
  )
}

/** Why the source cannot be read, in the source's words, and where that is put right. */
function Trouble({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings)
  const { data } = useApiQuery('/directories/{id}/connection', { path: { id: directoryId } })
  if (!data?.quarantine) return null
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
      <Text size="sm" c="inherit">
        {data.quarantine.text}
      </Text>
      <Group mt="xs" gap="md">
        <Button component={PortalLink} to={`/directories/${directoryId}/settings`} size="xs" variant="default">
          {strings.toSettings}
        </Button>
        <Text size="xs" c="dimmed">
          <Time at={data.quarantine.since} />
        </Text>
      </Group>
    </Alert>
  )
}

function Numbers({ directory, provider }: SetUp) {
  const strings = useStrings(statusStrings)
  const { language } = useLanguage()
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const { users, groups } = directory.metadata
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" aria-label={strings.numbers} role="group">
      <Stat label={strings.active} value={number(users.active)} />
      <Stat label={strings.inactive} value={number(users.inactive)} />
      <Stat label={strings.groups} value={number(groups)} />
      {provider.kind === 'pull' ? <LastSync directoryId={directory.id} /> : <LastRequest directoryId={directory.id} />}
    </SimpleGrid>
  )
}

function LastSync({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings)
  const { data } = useApiQuery('/directories/{id}/connection', { path: { id: directoryId } })
  const hint = data?.next_run_at ? (
    <>
      {strings.nextSync}: <Time at={data.next_run_at} />
    </>
  ) : undefined
  return <Stat label={strings.lastSync} value={<Small at={data?.last_succeeded_at} />} hint={hint} />
}

function LastRequest({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings)
  const query = { limit: '10' }
  const { data } = useApiQuery('/directories/{id}/scim_requests', { path: { id: directoryId }, query })
  return <Stat label={strings.lastRequest} value={<Small at={data?.data[0]?.received_at} />} />
}

/** Times are longer than numbers. */
function Small({ at }: { readonly at: string | null | undefined }) {
  return (
    <Text span fz={15} fw={600}>
      <Time at={at} missing="–" />
    </Text>
  )
}
