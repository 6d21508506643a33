import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { useSharedStrings } from '../../shared/shared-strings.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.secret

/** The secret of an endpoint, masked, and how to change it without a gap. */
export function SecretCard({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const mayRotate = useMay('webhook_endpoints:write')
  const [isOpen, setOpen] = useState(false)
  const { secret, previous_secret_until: until } = endpoint
  const isRotating = until !== null && Date.parse(until) > Date.now()
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      {secret === '' ? <Text size="sm">{words.hidden}</Text> : <CopyField label={words.label} value={secret} secret />}
      {isRotating && (
        <Text size="sm">
          {words.rotating} <Time at={until} form="exact" />.
        </Text>
      )}
      {mayRotate && (
        <Group>
          <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setOpen(true)}>
            {words.rotate}
          </Button>
        </Group>
      )}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={words.rotateTitle} size={480}>
        <Rotation endpointId={endpoint.id} onClose={() => setOpen(false)} />
      </Modal>
    </Stack>
  )
}

function Rotation({ endpointId, onClose }: { readonly endpointId: string; readonly onClose: () => void }) {
  const { cancel } = useSharedStrings()
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [hours, setHours] = useState('24')
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = async () => {
    const call = { path: { id: endpointId }, body: { overlap_hours: Number(hours) } }
    const result = await run(() => api.post('/webhook_endpoints/{id}/rotate_secret', call), { done: words.rotated })
    if (result.isDone) setSecret(result.answer.secret)
  }
  if (secret !== null) {
    return (
      <Stack gap="md">
        <CopyField label={words.label} value={secret} description={words.made} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.close}</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <Text size="sm">{words.rotateText}</Text>
      <Select
        label={words.overlap}
        data={words.overlaps}
        value={hours}
        allowDeselect={false}
        onChange={(value) => setHours(value ?? '24')}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button loading={isBusy} onClick={() => void rotate()}>
          {words.rotate}
        </Button>
      </Group>
    </Stack>
  )
}
