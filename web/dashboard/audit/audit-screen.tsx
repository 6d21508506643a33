import { Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { AuditEntry } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { actionWords, kindWords } from './action-words.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditPanel } from './audit-panel.tsx'
import { type AuditSearch, toAuditQuery, unfiltered } from './audit-search.ts'
import { ExportMenu } from './export-menu.tsx'
import { strings } from './strings.en.ts'
import { nameOfTarget } from './target-name.ts'

const route = getRouteApi('/shell/audit')
const words = strings.columns

const columns: readonly ListColumn<AuditEntry>[] = [
  { key: 'when', title: words.when, width: 130, render: ({ occurred_at: at }) => <Time at={at} /> },
  { key: 'who', title: words.who, render: (entry) => <Who entry={entry} /> },
  {
    key: 'action',
    title: words.action,
    render: ({ action }) => (
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        {actionWords(action)}
      </Text>
    ),
  },
  { key: 'target', title: words.target, render: (entry) => <Target entry={entry} /> },
  { key: 'source', title: words.source, width: 120, render: ({ source }) => strings.sources[source] },
  {
    key: 'location',
    title: words.location,
    width: 130,
    render: ({ context }) => context.location ?? '–',
  },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

/** D20: who did what to which object, from where, before and after. */
export function AuditScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/audit' })
  const query = { ...toAuditQuery(search), limit: '50', after: search.after, before: search.before }
  const { data, error, isLoading, refetch } = useApiQuery('/audit_log', { query })
  const change = (part: Partial<AuditSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const filter = (part: Partial<AuditSearch>) => change({ after: undefined, before: undefined, ...part })
  const isFiltered = Object.values(toAuditQuery(search)).some(Boolean)
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={<ExportMenu search={search} />} />
      <ListTable
        name="audit"
        label={strings.title}
        rows={data?.data}
        rowId={({ id }) => id}
        rowName={({ action }) => actionWords(action)}
        columns={columns}
        isLoading={isLoading}
        error={error}
        onRetry={() => void refetch()}
        empty={strings.empty}
        isFiltered={isFiltered}
        onClearFilters={() => filter(unfiltered)}
        {...(data && { page: data.list_metadata })}
        onPage={(to) => change({ after: undefined, before: undefined, ...to })}
        onOpen={({ id }) => change({ panel: id })}
        openId={search.panel ?? null}
        filters={<AuditFilters search={search} onChange={filter} />}
      />
      <AuditPanel id={search.panel} onClose={() => change({ panel: undefined })} />
    </>
  )
}

function Who({ entry: { actor } }: { readonly entry: AuditEntry }) {
  return (
    <>
      <Text size="sm">{actor.name}</Text>
      <Text size="xs" c="dimmed">
        {strings.actors[actor.type]}
      </Text>
    </>
  )
}

function Target({ entry }: { readonly entry: AuditEntry }) {
  const { target } = entry
  return (
    <>
      <Text size="sm" truncate maw={260} title={target.id ?? undefined}>
        {nameOfTarget(entry) ?? target.id ?? strings.many}
      </Text>
      <Text size="xs" c="dimmed">
        {kindWords(target.type)}
      </Text>
    </>
  )
}
