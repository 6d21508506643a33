import type { AuditEntry } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.history

/** Who did what with a run, by the audit log. */
export function RunHistory({ runId }: { readonly runId: string }) {
  const list = useApiQuery('/audit_log', { query: { target: runId, limit: 100 } })
  return (
    <ListTable
      name="run-history"
      label={words.label}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ action }) => action}
      columns={columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      isCompact
    />
  )
}

const columns: readonly ListColumn<AuditEntry>[] = [
  { key: 'what', title: words.columns.what, render: ({ action }) => words.actions[action] ?? action },
  { key: 'who', title: words.columns.who, render: ({ actor }) => actor.name },
  { key: 'at', title: words.columns.at, render: ({ occurred_at: at }) => <Time at={at} form="exact" /> },
  {
    key: 'reason',
    title: words.columns.reason,
    render: ({ after }) => (typeof after?.reason === 'string' ? after.reason : '–'),
  },
]
