import type { SyncGuard, SyncRun } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.guard

/**
 * Decides about what a run holds, after asking with numbers and names. The number that was shown goes with the decision: when it is
 * another one by then, the server refuses it, and everything is shown anew.
 */
export function useDecision(
  { id, directory_id: directoryId }: Pick<SyncRun, 'id' | 'directory_id'>,
  { undecided }: Pick<SyncGuard, 'undecided'>,
) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const path = { id: directoryId, run_id: id }
  const reason = { label: words.reason, placeholder: words.reasonHint }

  async function firstNames(): Promise<readonly string[]> {
    const query = { states: ['held'], limit: 10, order: 'asc' }
    const list = await api.get('/directories/{id}/sync_runs/{run_id}/removals', { path, query }).catch(() => null)
    return list?.data.map(({ name }) => name) ?? []
  }

  return {
    isBusy,
    async approve() {
      const answer = await confirm({
        title: words.approveTitle(undecided),
        text: words.approveText(undecided),
        names: await firstNames(),
        total: undecided,
        action: words.approveAction(undecided),
        typed: String(undecided),
        isDangerous: true,
        reason,
      })
      if (!answer) return
      const body = { removals: undecided, reason: answer.reason || null }
      await run(() => api.post('/directories/{id}/sync_runs/{run_id}/approve', { path, body }), {
        done: words.approved(undecided),
      })
    },
    async reject() {
      const answer = await confirm({
        title: words.rejectTitle,
        text: words.rejectText(undecided),
        action: words.rejectAction,
        reason,
      })
      if (!answer) return
      const body = { reason: answer.reason || null }
      await run(() => api.post('/directories/{id}/sync_runs/{run_id}/reject', { path, body }), { done: words.rejected })
    },
  }
}
