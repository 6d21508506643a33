import { useNavigate } from '@tanstack/react-router'
import type { Directory, DirectoryHealth } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.page

/** What can be done with a directory: each asks first where it keeps people out, and leads to what it began. */
export function useDirectoryDeeds({ id, name }: Directory, { users }: DirectoryHealth) {
  const api = useApi()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { run, isBusy } = useDeed()
  const path = { id }
  return {
    isBusy,
    async pause(): Promise<void> {
      const text = strings.bulk.pauseText(users.active)
      if (!(await confirm({ title: words.pauseTitle(name), text, action: words.pause }))) return
      await run(() => api.post('/directories/{id}/pause', { path }), { done: words.paused })
    },
    async resume(): Promise<void> {
      await run(() => api.post('/directories/{id}/resume', { path }), { done: words.resumed })
    },
    async sync(kind: 'incremental' | 'full'): Promise<void> {
      const begin = () => api.post('/directories/{id}/sync_runs', { path, body: { kind } })
      const begun = await run(begin, { done: words.started })
      if (begun.isDone) await navigate({ to: `/directories/${id}/runs/${begun.answer.id}` as never })
    },
    async remove(groups: number): Promise<void> {
      const ask = strings.settings
      const isSure = await confirm({
        title: ask.deleteTitle(name),
        text: ask.deleteText(users.active + users.inactive, groups),
        action: ask.deleteAction,
        typed: name,
        cannotBeUndone: true,
        isDangerous: true,
      })
      if (!isSure) return
      const deleted = await run(() => api.delete('/directories/{id}', { path }), { done: ask.deleted(name) })
      if (deleted.isDone) await navigate({ to: '/directories', search: {} })
    },
  }
}
