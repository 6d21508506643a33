import { Alert, Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { hoursAgo } from './endpoint-deeds.tsx'
import { stateOf } from './endpoint-state.ts'
import { strings } from './strings.en.ts'

const words = strings.replay

type ReplayDialogProps = {
  readonly endpoint: WebhookEndpoint
  /** From when, as an ISO time; undefined while nobody asks. */
  readonly since: string | undefined
  readonly onSince: (since: string) => void
  readonly onClose: () => void
}

/** Asks what to replay, says how many events that is, and replays them. */
export function ReplayDialog(props: ReplayDialogProps) {
  const { since, onClose } = props
  return (
    <Modal opened={since !== undefined} onClose={onClose} title={words.title} size={520}>
      {since !== undefined && <Replay {...props} since={since} />}
    </Modal>
  )
}

function Replay({ endpoint, since, onSince, onClose }: ReplayDialogProps & { readonly since: string }) {
  const { cancel } = useSharedStrings()
  const [only, setOnly] = useState<'failed' | undefined>('failed')
  const call = { path: { id: endpoint.id }, query: { since, only } }
  const { data, error, isFetching } = useApiQuery('/webhook_endpoints/{id}/replay', call, { keepsPrevious: false })
  const replay = useReplay(endpoint)
  const state = stateOf(endpoint)
  const start = async () => {
    const isDone = await replay.start({ since, only, events: data?.events ?? 0 })
    if (isDone) onClose()
  }
  return (
    <Stack gap="md">
      <Radio.Group
        label={words.what}
        value={only ?? 'everything'}
        onChange={(value) => setOnly(value === 'failed' ? value : undefined)}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="failed" label={words.failed} description={words.failedText} data-autofocus />
          <Radio value="everything" label={words.everything} description={words.everythingText} />
        </Stack>
      </Radio.Group>
      <Since since={since} onSince={onSince} />
      <Text size="sm" fw={500} role="status" mih={42}>
        {error
          ? error.message
          : data && !isFetching
            ? words.count(data.events, data.directories, data.is_complete)
            : words.counting}
      </Text>
      {state === 'paused' && <Alert color="orange">{words.paused}</Alert>}
      {state === 'disabled' && <Alert color="gray">{words.disabled}</Alert>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button loading={replay.isBusy} disabled={!data || data.events === 0} onClick={() => void start()}>
          {words.action(data?.events ?? 0)}
        </Button>
      </Group>
    </Stack>
  )
}

function Since({ since, onSince }: Pick<ReplayDialogProps, 'onSince'> & { readonly since: string }) {
  const hours = Math.round((Date.now() - Date.parse(since)) / 3_600_000)
  const known = words.sinces.find(({ value }) => value === String(hours))
  const [isExact, setExact] = useState(known === undefined)
  const local = new Date(Date.parse(since) - new Date(since).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  return (
    <Group gap="sm" grow align="flex-end">
      <Select
        label={words.since}
        data={words.sinces}
        value={isExact ? 'exact' : (known?.value ?? 'exact')}
        allowDeselect={false}
        onChange={(value) => {
          setExact(value === 'exact')
          if (value && value !== 'exact') onSince(hoursAgo(Number(value)))
        }}
      />
      {isExact && (
        <TextInput
          type="datetime-local"
          label={words.time}
          value={local}
          onChange={({ currentTarget }) => currentTarget.value && onSince(new Date(currentTarget.value).toISOString())}
        />
      )}
    </Group>
  )
}

type Asked = { readonly since: string; readonly only: 'failed' | undefined; readonly events: number }

function useReplay(endpoint: WebhookEndpoint) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const path = { id: endpoint.id }
  const start = async ({ since, only, events }: Asked) => {
    const work = async () => {
      if (endpoint.paused_at !== null) await api.post('/webhook_endpoints/{id}/resume', { path, body: {} })
      return api.post('/webhook_endpoints/{id}/replay', { path, body: { since, ...(only && { only }) } })
    }
    const { isDone } = await run(work, { done: words.done(events) })
    return isDone
  }
  return { start, isBusy }
}
