import { Button, Group } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { resumeAt } from '../set-up-steps.ts'
import type { SetUp } from '../use-set-up.ts'
import { statusStrings } from './strings.ts'

/** Sync now, pause, resume; and the way back into a set-up that is not finished. */
export function StatusActions({ directory, provider, setup }: SetUp) {
  const strings = useStrings(statusStrings)
  const { id, state } = directory
  const step = resumeAt(provider.kind, setup, state !== 'validating')
  const isPulled = provider.kind === 'pull'
  const { data: connection } = useApiQuery('/directories/{id}/connection', { path: { id } }, { isEnabled: isPulled })
  const isStarted = !isPulled || connection?.schedule.is_enabled === true || connection?.last_succeeded_at !== null
  return (
    <Group gap="xs">
      {step !== 'status' && (
        <Button component={PortalLink} to={`/directories/${id}/${step}`}>
          {strings.goOn}
        </Button>
      )}
      {isPulled &&
        connection &&
        isStarted &&
        (state === 'linked' || state === 'validating' || state === 'invalid_credentials') && <SyncNow id={id} />}
      {(state === 'linked' || state === 'invalid_credentials') && <Pause id={id} />}
      {state === 'unlinked' && <Resume id={id} />}
    </Group>
  )
}

type DeedProps = { readonly id: string }

function SyncNow({ id }: DeedProps) {
  const strings = useStrings(statusStrings)
  const api = useApi()
  const deed = useDeed()
  const work = () => api.post('/directories/{id}/sync_runs', { path: { id }, body: {} })
  return (
    <Button
      variant="default"
      loading={deed.isBusy}
      leftSection={<IconRefresh size={16} aria-hidden />}
      onClick={() => void deed.run(work, { done: strings.syncing })}
    >
      {strings.syncNow}
    </Button>
  )
}

function Pause({ id }: DeedProps) {
  const strings = useStrings(statusStrings)
  const api = useApi()
  const deed = useDeed()
  const work = () => api.post('/directories/{id}/pause', { path: { id } })
  return (
    <Button
      variant="default"
      loading={deed.isBusy}
      leftSection={<IconPlayerPause size={16} aria-hidden />}
      onClick={() => void deed.run(work, { done: strings.paused })}
    >
      {strings.pause}
    </Button>
  )
}

function Resume({ id }: DeedProps) {
  const strings = useStrings(statusStrings)
  const api = useApi()
  const deed = useDeed()
  const work = () => api.post('/directories/{id}/resume', { path: { id } })
  return (
    <Button
      loading={deed.isBusy}
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => void deed.run(work, { done: strings.resumed })}
    >
      {strings.resume}
    </Button>
  )
}
