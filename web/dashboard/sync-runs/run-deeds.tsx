import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { SyncRun } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { DryRunButton } from './dry-run.tsx'
import { strings } from './strings.en.ts'

const words = strings.deeds
const open: ReadonlySet<SyncRun['state']> = new Set(['queued', 'running', 'paused'])

/** What a person can do with a run: pause, resume and cancel while it is on its way, begin the next when it is not. */
export function RunDeeds({ run }: { readonly run: SyncRun }) {
  const mayRun = useMay('sync_runs:write')
  const mayPreview = useMay('connections:write')
  const deeds = useRunDeeds(run)
  if (!mayRun) return null
  const { state, requested } = run
  const shared = { variant: 'default', disabled: deeds.isBusy } as const
  if (!open.has(state)) {
    return (
      <>
        {mayPreview && <DryRunButton directoryId={run.directory_id} />}
        <Button {...shared} leftSection={<IconRefresh size={16} aria-hidden />} onClick={deeds.full}>
          {words.full}
        </Button>
      </>
    )
  }
  return (
    <>
      {state === 'paused' ? (
        <Button {...shared} leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={deeds.resume}>
          {words.resume}
        </Button>
      ) : (
        <Button
          {...shared}
          disabled={deeds.isBusy || requested !== null}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          onClick={deeds.pause}
        >
          {words.pause}
        </Button>
      )}
      <Button
        {...shared}
        disabled={deeds.isBusy || requested === 'cancel'}
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={deeds.cancel}
      >
        {words.cancel}
      </Button>
    </>
  )
}

function useRunDeeds({ id, directory_id: directoryId, counts }: SyncRun) {
  const api = useApi()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { run, isBusy } = useDeed()
  const path = { id: directoryId, run_id: id }
  return {
    isBusy,
    pause: () => run(() => api.post('/directories/{id}/sync_runs/{run_id}/pause', { path }), { done: words.paused }),
    resume: () => run(() => api.post('/directories/{id}/sync_runs/{run_id}/resume', { path }), { done: words.resumed }),
    async cancel() {
      const question = { title: words.cancelTitle, text: words.cancelText(counts.held), action: words.cancelAction }
      if (!(await confirm(question))) return
      await run(() => api.post('/directories/{id}/sync_runs/{run_id}/cancel', { path }), { done: words.cancelled })
    },
    async full() {
      const begin = () => api.post('/directories/{id}/sync_runs', { path: { id: directoryId }, body: { kind: 'full' } })
      const begun = await run(begin, { done: words.fullStarted })
      if (!begun.isDone) return
      await navigate({ to: '/directories/$id/runs/$runId', params: { id: directoryId, runId: begun.answer.id } })
    },
  }
}
