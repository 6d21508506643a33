import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ApiClient } from '../../shared/api-client.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import type { BulkAction } from '../../shared/list-table.tsx'
import { notify } from '../../shared/notify.ts'
import { useApi } from '../../shared/use-api.ts'
import type { ListedDirectory } from './directory-columns.tsx'
import { strings } from './strings.en.ts'

const words = strings.bulk

type Rows = readonly ListedDirectory[]

/** What can be done to many directories: to whom it applies, what is asked first, and how it is done to one. */
type Deed = {
  readonly label: string
  readonly icon: ReactNode
  readonly appliesTo: (row: ListedDirectory) => boolean
  readonly title: (count: number) => string
  readonly text: (rows: Rows, all: Rows) => string
  readonly run: (api: ApiClient, id: string) => Promise<unknown>
}

const peopleOf = (rows: Rows) => rows.reduce((sum, { metadata }) => sum + metadata.users.active, 0)

const deeds: readonly Deed[] = [
  {
    label: words.sync,
    icon: <IconRefresh size={16} aria-hidden />,
    appliesTo: ({ state, health }) => health?.is_pulled === true && state !== 'unlinked' && state !== 'deleting',
    title: words.syncTitle,
    text: (rows, all) => words.syncText(peopleOf(rows), all.filter(({ health }) => !health?.is_pulled).length),
    run: (api, id) => api.post('/directories/{id}/sync_runs', { path: { id }, body: {} }),
  },
  {
    label: words.pause,
    icon: <IconPlayerPause size={16} aria-hidden />,
    appliesTo: ({ state }) => state === 'linked' || state === 'validating',
    title: words.pauseTitle,
    text: (rows) => words.pauseText(peopleOf(rows)),
    run: (api, id) => api.post('/directories/{id}/pause', { path: { id } }),
  },
  {
    label: words.resume,
    icon: <IconPlayerPlay size={16} aria-hidden />,
    appliesTo: ({ state }) => state === 'unlinked',
    title: words.resumeTitle,
    text: () => words.resumeText,
    run: (api, id) => api.post('/directories/{id}/resume', { path: { id } }),
  },
]

/** Pause, resume and sync of many: says first how many and which they are, then does one after another. */
export function useBulkActions(onDone: () => void): readonly BulkAction<ListedDirectory>[] {
  const api = useApi()
  const confirm = useConfirm()
  const queryClient = useQueryClient()
  const run = async (deed: Deed, all: Rows) => {
    const rows = all.filter(deed.appliesTo)
    if (rows.length === 0) return void notify({ message: words.nothingToDo, color: 'orange' })
    const names = rows.map(({ name }) => name)
    const title = deed.title(rows.length)
    if (!(await confirm({ title, text: deed.text(rows, all), names, action: deed.label }))) return
    const failed = await doToEach(rows, ({ id }) => deed.run(api, id))
    const message = words.done(rows.length - failed, failed)
    notify({ message, color: failed === 0 ? 'green' : 'orange' })
    onDone()
    await queryClient.invalidateQueries()
  }
  return deeds.map((deed) => ({ label: deed.label, icon: deed.icon, onRun: (rows) => run(deed, rows) }))
}

/** One after another, whatever becomes of the others. Says how many were refused. */
async function doToEach(rows: Rows, work: (row: ListedDirectory) => Promise<unknown>): Promise<number> {
  let failed = 0
  for (const row of rows) {
    await work(row).catch(() => {
      failed += 1
    })
  }
  return failed
}
