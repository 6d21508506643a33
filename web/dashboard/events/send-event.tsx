import { Alert, Anchor, Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EventLogEntry, WebhookEndpoint, WebhookEndpointAttemptWithRequest } from '../../shared/api-types.ts'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import type { LoggedEvent } from './logged-event.ts'
import { strings } from './strings.en.ts'

const words = strings.send

type SendEventProps = { readonly event: LoggedEvent; readonly entry: EventLogEntry }

/** Sends this one event to a webhook endpoint, and says what was answered. */
export function SendEvent({ event, entry }: SendEventProps) {
  const { data } = useApiQuery('/webhook_endpoints', { query: { limit: '100' } })
  const [chosen, setChosen] = useState<string | null>(null)
  const sending = useSending(event.id)
  const endpoints = (data?.data ?? []).filter(
    ({ organization_id: own }) => own === null || own === entry.organization_id,
  )
  if (!data) return null
  return (
    <Stack gap={6} component="section">
      <Title order={3} fz="sm">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed">
        {endpoints.length > 0 ? words.text : words.none}
      </Text>
      {endpoints.length > 0 && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Select
            flex={1}
            aria-label={words.choose}
            placeholder={words.placeholder}
            data={endpoints.map((one) => ({ value: one.id, label: labelOf(one, event.event) }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button disabled={!chosen} loading={sending.isBusy} onClick={() => chosen && void sending.send(chosen)}>
            {words.send}
          </Button>
        </Group>
      )}
      {sending.attempt && <Outcome attempt={sending.attempt} />}
      {chosen && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to={`/webhooks/${chosen}`} search={{ replay: event.created_at } as never} {...props} />
          )}
        >
          {words.all}
        </Anchor>
      )}
    </Stack>
  )
}

function Outcome({ attempt }: { readonly attempt: WebhookEndpointAttemptWithRequest }) {
  const isDelivered = attempt.status === 'delivered'
  return (
    <Alert color={isDelivered ? 'green' : 'red'} variant="light" role="status">
      {isDelivered ? words.delivered(attempt.response_status, attempt.duration_ms) : words.failed(attempt.error)}
    </Alert>
  )
}

function useSending(eventId: string) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [attempt, setAttempt] = useState<WebhookEndpointAttemptWithRequest | null>(null)
  return {
    attempt,
    isBusy,
    async send(id: string) {
      const call = { path: { id }, body: { event_id: eventId } }
      const result = await run(() => api.post('/webhook_endpoints/{id}/send', call))
      setAttempt(result.isDone ? result.answer : null)
    },
  }
}

function labelOf({ endpoint_url: url, events }: WebhookEndpoint, type: string): string {
  return events.includes('*') || events.includes(type) ? url : `${url} (${words.notWanted})`
}
