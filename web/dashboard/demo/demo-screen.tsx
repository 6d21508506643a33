import { Group, Stack, Switch } from '@mantine/core'
import { ApiError } from '../../shared/api-client.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { LiveStateLabel } from '../../shared/live-state.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { DemoColumns } from './demo-columns.tsx'
import { DemoControls } from './demo-controls.tsx'
import { strings } from './strings.en.ts'
import { useDemoAct, useDemoState } from './use-demo.ts'
import { useSeen } from './use-seen.ts'

/** D22: the administrators of simulated providers, and what comes of what they do. */
export function DemoScreen() {
  const { data, error, refetch } = useDemoState()
  if (error instanceof ApiError && error.status === 404) {
    return (
      <>
        <PageHeader title={strings.title} />
        <EmptyState title={strings.noDemo} text={strings.noDemoText} />
      </>
    )
  }
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={data?.is_ready && <Switches />} />
      <Stack gap="md">
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && <DemoControls state={data} />}
        {!error && <Columns />}
      </Stack>
    </>
  )
}

function Columns() {
  const { data } = useDemoState()
  const { seen, state } = useSeen()
  const nameOf = (id: string | null) =>
    data?.providers.find(({ directory_id, provider }) => (id === null ? provider === 'google' : directory_id === id))
      ?.name ?? ''
  const endpointId = data?.receiver?.endpoint_id ?? null
  return <DemoColumns seen={seen} nameOf={nameOf} endpointId={endpointId} live={<LiveStateLabel state={state} />} />
}

/** What goes on by itself, and whether the product of the company works. */
function Switches() {
  const { data } = useDemoState()
  const { mutate } = useDemoAct()
  return (
    <Group gap="lg">
      <Switch
        label={strings.life}
        checked={data?.is_life_running ?? true}
        onChange={({ currentTarget }) => mutate({ kind: 'set_life', is_running: currentTarget.checked })}
      />
      <Switch
        label={strings.receiver}
        checked={!(data?.receiver?.is_failing ?? false)}
        onChange={({ currentTarget }) => mutate({ kind: 'set_receiver', is_failing: !currentTarget.checked })}
      />
    </Group>
  )
}
