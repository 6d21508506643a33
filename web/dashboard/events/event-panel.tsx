import { Loader, Stack, Title } from '@mantine/core'
import { baseUrl } from '../../shared/api-client.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { DiffView } from '../../shared/diff-view.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { JsonView } from '../../shared/json-view.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { EventFacts } from './event-facts.tsx'
import { changesOf, type LoggedEvent } from './logged-event.ts'
import { SendEvent } from './send-event.tsx'
import { strings } from './strings.en.ts'

const words = strings.panel

type EventPanelProps = { readonly id: string | undefined; readonly onClose: () => void }

/** One event beside the log: what changed, what caused it, what consumers get, and how to get it again. */
export function EventPanel({ id, onClose }: EventPanelProps) {
  const options = { isEnabled: id !== undefined, keepsPrevious: false }
  const { data, error, refetch } = useApiQuery('/events/{id}', { path: { id: id ?? '' } }, options)
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={data?.log_entry?.sentence ?? words.loading}
      size={640}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Details event={data} /> : !error && <Loader size="sm" />}
    </SidePanel>
  )
}

function Details({ event }: { readonly event: LoggedEvent }) {
  const maySend = useMay('webhook_endpoints:write')
  const { log_entry: entry, ...shown } = event
  const { before, after } = changesOf(event)
  return (
    <Stack gap="lg">
      <EventFacts event={event} />
      <Stack gap={6} component="section">
        <Title order={3} fz="sm">
          {words.changes}
        </Title>
        <DiffView before={before} after={after} label={words.changes} />
      </Stack>
      <Stack gap={6} component="section">
        <Title order={3} fz="sm">
          {words.json}
        </Title>
        <JsonView value={shown} label={words.json} maxHeight={360} />
      </Stack>
      <CopyField label={words.curl} description={words.curlHint} value={curlAfter(event.id)} />
      {entry && maySend && <SendEvent event={event} entry={entry} />}
    </Stack>
  )
}

function curlAfter(id: string): string {
  const address = new URL(`events?limit=100&after=${id}`, baseUrl)
  return `curl -H "Authorization: Bearer $MUSTER_API_KEY" '${address}'`
}
