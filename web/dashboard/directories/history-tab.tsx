import { Stack, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { AuditEntry } from '../../shared/api-types.ts'
import { DiffView } from '../../shared/diff-view.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { TabProps } from './directory-tabs.tsx'
import { strings } from './strings.en.ts'
import { useTabPage } from './use-tab-page.ts'

const words = strings.history
const route = getRouteApi('/shell/directories/$id')
const sources: Readonly<Record<string, string>> = words.sources

/** `directory.paused` → `Directory paused`. */
const actionName = (action: string) => {
  const text = action.replaceAll(/[._]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const columns: readonly ListColumn<AuditEntry>[] = [
  {
    key: 'what',
    title: words.what,
    render: ({ action }) => (
      <Text size="sm" fw={500}>
        {actionName(action)}
      </Text>
    ),
  },
  { key: 'who', title: words.who, render: ({ actor }) => actor.name },
  { key: 'from', title: words.from, render: ({ source }) => sources[source] ?? source },
  { key: 'when', title: words.when, render: ({ occurred_at }) => <Time at={occurred_at} /> },
]

/** Who changed what in this directory, with before and after beside it. */
export function HistoryTab({ directory: { id } }: TabProps) {
  const { panel } = route.useSearch()
  const navigate = useNavigate({ from: '/directories/$id' })
  const { page, onPage } = useTabPage()
  const query = { target: id, limit: '25', ...page }
  const { data, error, isFetching, refetch } = useApiQuery('/audit_log', { query })
  const open = (entry: string | undefined) => void navigate({ search: (now) => ({ ...now, panel: entry }) })
  const shown = data?.data.find((entry) => entry.id === panel)
  return (
    <>
      <ListTable
        name="directory-history"
        label={words.label}
        isCompact
        maxHeight={null}
        rows={data?.data}
        rowId={(entry) => entry.id}
        rowName={({ action }) => actionName(action)}
        columns={columns}
        isLoading={isFetching}
        error={error}
        onRetry={() => void refetch()}
        empty={{ title: words.empty, text: words.emptyText }}
        {...(data && { page: data.list_metadata })}
        onPage={onPage}
        onOpen={(entry) => open(entry.id)}
        openId={panel ?? null}
      />
      <SidePanel
        opened={shown !== undefined}
        onClose={() => open(undefined)}
        title={shown ? actionName(shown.action) : ''}
      >
        {shown && <Entry entry={shown} />}
      </SidePanel>
    </>
  )
}

function Entry({ entry: { actor, source, occurred_at, before, after } }: { readonly entry: AuditEntry }) {
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {actor.name} · {sources[source] ?? source} · <Time at={occurred_at} form="exact" />
      </Text>
      {before || after ? <DiffView before={before} after={after} /> : <Text size="sm">{words.nothing}</Text>}
    </Stack>
  )
}
