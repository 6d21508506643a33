import { Button, Group, Loader, Stack, Title } from '@mantine/core'
import type { SinkWithFailures } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { JsonView } from '../../shared/json-view.tsx'
import { notify } from '../../shared/notify.ts'
import { SidePanel } from '../../shared/side-panel.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { DeliveryStats } from './delivery-stats.tsx'
import { stateOf } from './endpoint-state.ts'
import { FailingDirectories } from './failing-directories.tsx'
import { nameOf } from './sink-table.tsx'
import { strings } from './strings.en.ts'

const words = strings.sink

/** One sink beside the list: how it fares, what fails, and how it is set. */
export function SinkPanel({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }) {
  const call = { path: { id: id ?? '' }, query: { include: ['statistics'] } }
  const { data, error, refetch } = useApiQuery('/sinks/{id}', call, { isEnabled: id !== undefined, every: 10_000 })
  const sink = data?.id === id ? data : undefined
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={sink ? nameOf(sink) : words.name} size={640}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {sink ? <Details sink={sink} /> : !error && <Loader size="sm" />}
    </SidePanel>
  )
}

function Details({ sink }: { readonly sink: SinkWithFailures }) {
  const { statistics } = sink
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <StatusBadge state={stateOf(sink)} />
        <SinkDeeds sink={sink} />
      </Group>
      {statistics && <DeliveryStats statistics={statistics} isNarrow />}
      <FailingDirectories path="/sinks" destination={sink} />
      <Stack gap={6} component="section">
        <Title order={3} fz="sm">
          {words.settings}
        </Title>
        <JsonView value={sink.settings} label={words.settings} />
      </Stack>
    </Stack>
  )
}

function SinkDeeds({ sink }: { readonly sink: SinkWithFailures }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  if (!useMay('sinks:write')) return null
  const path = { id: sink.id }
  const test = async () => {
    const result = await run(() => api.post('/sinks/{id}/test', { path, body: {} }))
    if (!result.isDone) return
    const isDelivered = result.answer.status === 'delivered'
    notify({
      title: isDelivered ? words.tested : words.testFailed,
      message: (isDelivered ? result.answer.response : result.answer.error) ?? '',
      color: isDelivered ? 'green' : 'red',
    })
  }
  return (
    <Group gap="xs">
      {sink.paused_at !== null && (
        <Button
          size="xs"
          loading={isBusy}
          onClick={() =>
            void run(() => api.post('/sinks/{id}/resume', { path, body: {} }), { done: strings.banner.resumed })
          }
        >
          {words.resume}
        </Button>
      )}
      <Button size="xs" variant="default" loading={isBusy} onClick={() => void test()}>
        {words.test}
      </Button>
    </Group>
  )
}
