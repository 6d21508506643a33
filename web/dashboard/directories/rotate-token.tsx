import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CopyField } from '../../shared/copy-field.tsx'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'
import { isUsableToken } from './token-state.ts'

const words = strings.tokens
const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

type RotateTokenDialogProps = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly directoryId: string
}

type Made = { readonly secret: string; readonly overlap: string; readonly ended: number }

/** Makes a new token, while those of before go on working for as long as it takes to put it in place. */
export function RotateTokenDialog({ opened, onClose, directoryId }: RotateTokenDialogProps) {
  const [made, setMade] = useState<Made | null>(null)
  const close = () => {
    onClose()
    setMade(null)
  }
  return (
    <Modal opened={opened} onClose={close} title={made ? words.newTitle : words.rotateTitle} size={520}>
      {made ? (
        <NewToken made={made} onClose={close} />
      ) : (
        <RotateForm directoryId={directoryId} onClose={close} onMade={setMade} />
      )}
    </Modal>
  )
}

function NewToken({
  made: { secret, overlap, ended },
  onClose,
}: {
  readonly made: Made
  readonly onClose: () => void
}) {
  return (
    <Stack gap="md">
      <Alert color="green" variant="light">
        <Text size="sm" c="inherit">
          {ended === 0 ? words.newFirst : words.newText(overlap)}
        </Text>
      </Alert>
      <CopyField label={words.value} value={secret} secret once />
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {words.done}
        </Button>
      </Group>
    </Stack>
  )
}

type RotateFormProps = {
  readonly directoryId: string
  readonly onClose: () => void
  readonly onMade: (made: Made) => void
}

function RotateForm({ directoryId, onClose, onMade }: RotateFormProps) {
  const { cancel } = useSharedStrings()
  const [overlap, setOverlap] = useState<keyof typeof words.overlaps>(86_400)
  const [days, setDays] = useState('0')
  const { rotate, isBusy, usable } = useRotation(directoryId)
  const submit = async () => {
    const made = await rotate({ seconds: Number(overlap), days: Number(days) || null })
    if (made) onMade({ ...made, overlap: words.overlaps[overlap] })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Text size="sm">{words.rotateText}</Text>
        {usable > 0 && (
          <Select
            label={words.overlap}
            data={optionsOf(words.overlaps)}
            value={String(overlap)}
            allowDeselect={false}
            onChange={(value) => setOverlap(Number(value) as keyof typeof words.overlaps)}
          />
        )}
        <Select
          label={words.expires}
          data={optionsOf(words.expiries)}
          value={days}
          allowDeselect={false}
          onChange={(value) => setDays(value ?? '0')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy} data-autofocus>
            {words.make}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The new one is there before the old ones are told when they end: at no moment is there none. */
function useRotation(directoryId: string) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const path = { id: directoryId }
  const { data } = useApiQuery('/directories/{id}/tokens', { path, query: { limit: '100' } })
  const old = data?.data.filter((token) => isUsableToken(token, new Date())) ?? []
  const rotate = async ({ seconds, days }: { readonly seconds: number; readonly days: number | null }) => {
    const made = await run(() => api.post('/directories/{id}/tokens', { path, body: { expires_in_days: days } }))
    if (!made.isDone) return null
    const ended = await run(() =>
      Promise.all(
        old.map(({ id }) =>
          api.delete('/directories/{id}/tokens/{token_id}', {
            path: { id: directoryId, token_id: id },
            query: { in_seconds: String(seconds) },
          }),
        ),
      ),
    )
    return { secret: made.answer.bearer_token, ended: ended.isDone ? old.length : 0 }
  }
  return { rotate, isBusy: isBusy || !data, usable: old.length }
}
