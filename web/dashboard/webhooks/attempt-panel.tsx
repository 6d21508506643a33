import { Alert, Button, Group, Loader, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WebhookEndpointAttemptWithRequest } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatDuration } from '../../shared/format.ts'
import { SidePanel } from '../../shared/side-panel.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { ObjectLink } from '../object-link.tsx'
import { useMay } from '../session.ts'
import { CallBody } from './call-body.tsx'
import { strings } from './strings.en.ts'

const words = strings.attempts
type Attempt = WebhookEndpointAttemptWithRequest

type AttemptPanelProps = {
  readonly endpointId: string
  readonly id: string | undefined
  readonly onClose: () => void
}

/** One call: what was sent, how it was signed, what came back, how long it took. */
export function AttemptPanel({ endpointId, id, onClose }: AttemptPanelProps) {
  const path = { id: endpointId, attempt_id: id ?? '' }
  const options = { isEnabled: id !== undefined, keepsPrevious: false }
  const { data, error, refetch } = useApiQuery('/webhook_endpoints/{id}/attempts/{attempt_id}', { path }, options)
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={data?.event_type ?? words.title} size={680}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Details attempt={data} /> : !error && <Loader size="sm" />}
    </SidePanel>
  )
}

function Details({ attempt }: { readonly attempt: Attempt }) {
  const isDelivered = attempt.status === 'delivered'
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Group gap="xs">
          <StatusBadge
            state={isDelivered ? 'succeeded' : 'failed'}
            label={isDelivered ? words.filters.statuses.delivered : words.filters.statuses.failed}
          />
          {attempt.response_status !== null && <Text fw={600}>HTTP {attempt.response_status}</Text>}
        </Group>
        <RetryButton attempt={attempt} />
      </Group>
      {attempt.error && (
        <Alert color="red" variant="light">
          {attempt.error}
        </Alert>
      )}
      <Facts attempt={attempt} />
      <Section title={words.request}>
        {attempt.request ? <Request request={attempt.request} /> : <Quiet>{words.noRequest}</Quiet>}
      </Section>
      <Section title={words.response}>
        <Response attempt={attempt} />
      </Section>
    </Stack>
  )
}

function RetryButton({ attempt }: { readonly attempt: Attempt }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const mayWrite = useMay('webhook_endpoints:write')
  if (!mayWrite || !attempt.request) return null
  const path = { id: attempt.webhook_endpoint_id, attempt_id: attempt.id }
  const retry = () => api.post('/webhook_endpoints/{id}/attempts/{attempt_id}/retry', { path })
  return (
    <Button
      size="xs"
      loading={isBusy}
      onClick={() => void run(retry, { done: ({ status }) => words.retried(status === 'delivered') })}
    >
      {words.retry}
    </Button>
  )
}

function Facts({ attempt }: { readonly attempt: Attempt }) {
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.sent, <Time key="sent" at={attempt.sent_at} form="exact" />],
    [words.took, formatDuration(attempt.duration_ms)],
    [words.attempt, attempt.attempt === 0 ? words.byHand : attempt.attempt],
    [words.eventId, <ObjectLink key="event" kind={attempt.attempt === 0 ? '' : 'event'} id={attempt.event_id} />],
    [words.directory, <ObjectLink key="directory" kind="directory" id={attempt.directory_id} />],
    [words.id, <code key="id">{attempt.id}</code>],
  ]
  return <Pairs rows={rows} />
}

const isSignature = (name: string) => /signature|^webhook-(id|timestamp)$/i.test(name)

function Request({ request }: { readonly request: NonNullable<Attempt['request']> }) {
  const headers = Object.entries(request.headers)
  return (
    <Stack gap="sm">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <code>
          {request.method} {request.url}
        </code>
      </Text>
      <Pairs title={words.signature} rows={headers.filter(([name]) => isSignature(name))} />
      <Quiet>{words.signatureHint}</Quiet>
      <Pairs title={words.headers} rows={headers.filter(([name]) => !isSignature(name))} />
      <CallBody label={`${words.request}: ${words.body}`} text={request.body} />
    </Stack>
  )
}

function Response({ attempt }: { readonly attempt: Attempt }) {
  const { response_status: status, response_headers: headers, response_body: body } = attempt
  if (status === null && body === null) return <Quiet>{words.noResponse}</Quiet>
  return (
    <Stack gap="sm">
      {headers && <Pairs title={words.headers} rows={Object.entries(headers)} />}
      <CallBody label={`${words.response}: ${words.body}`} text={body ?? ''} />
    </Stack>
  )
}

type PairsProps = { readonly title?: string; readonly rows: readonly (readonly [string, ReactNode])[] }

function Pairs({ title, rows }: PairsProps) {
  if (rows.length === 0) return null
  return (
    <Table
      variant="vertical"
      layout="fixed"
      withTableBorder
      verticalSpacing={5}
      {...(title && { 'aria-label': title })}
    >
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w={170} fw={500} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={3} fz="sm">
        {title}
      </Title>
      {children}
    </Stack>
  )
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}
