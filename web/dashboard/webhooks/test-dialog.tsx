import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { WebhookEndpointAttemptWithRequest } from '../../shared/api-types.ts'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { type EventType, eventTypes, isEventType } from '../event-types.ts'
import { CallBody } from './call-body.tsx'
import { strings } from './strings.en.ts'

const words = strings.test

type TestDialogProps = { readonly endpointId: string; readonly opened: boolean; readonly onClose: () => void }

/** Sends an example of an event, and shows what was answered. */
export function TestDialog({ endpointId, opened, onClose }: TestDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.title} size={560}>
      <Test endpointId={endpointId} onClose={onClose} />
    </Modal>
  )
}

function Test({ endpointId, onClose }: Omit<TestDialogProps, 'opened'>) {
  const { close } = useSharedStrings()
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [event, setEvent] = useState<EventType>('dsync.user.created')
  const [attempt, setAttempt] = useState<WebhookEndpointAttemptWithRequest | null>(null)
  const send = async () => {
    const call = { path: { id: endpointId }, body: { event } }
    const result = await run(() => api.post('/webhook_endpoints/{id}/test', call))
    setAttempt(result.isDone ? result.answer : null)
  }
  return (
    <Stack gap="md">
      <Text size="sm">{words.text}</Text>
      <Select
        label={words.type}
        data={[...eventTypes]}
        value={event}
        allowDeselect={false}
        searchable
        onChange={(type) => type && isEventType(type) && setEvent(type)}
      />
      {attempt && <Answer attempt={attempt} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {close}
        </Button>
        <Button loading={isBusy} onClick={() => void send()} data-autofocus>
          {words.send}
        </Button>
      </Group>
    </Stack>
  )
}

function Answer({ attempt }: { readonly attempt: WebhookEndpointAttemptWithRequest }) {
  const isDelivered = attempt.status === 'delivered'
  const title = isDelivered ? words.delivered(attempt.response_status, attempt.duration_ms) : words.failed
  return (
    <Alert color={isDelivered ? 'green' : 'red'} variant="light" title={title} role="status">
      {attempt.error && (
        <Text size="sm" c="inherit">
          {attempt.error}
        </Text>
      )}
      {attempt.response_body !== null && <CallBody label={strings.attempts.response} text={attempt.response_body} />}
    </Alert>
  )
}
