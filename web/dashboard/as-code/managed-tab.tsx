import { Anchor, Select, Text } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { OverlayObject } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { AsCodeSearch } from './as-code-search.ts'
import { LockedPlace } from './place-text.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/as-code')
const words = strings.managed
const kinds = [
  ...['OrgUnit', 'Team', 'Group', 'DottedLine', 'AccessPolicy'],
  ...['PersonSchema', 'Matching', 'Authority', 'Directory', 'Settings', 'Test'],
]

const columns: readonly ListColumn<OverlayObject>[] = [
  { key: 'object', title: words.columns.object, render: (object) => <ObjectLink object={object} /> },
  { key: 'kind', title: words.columns.kind, width: 140, render: ({ kind }) => kind },
  {
    key: 'file',
    title: words.columns.file,
    render: ({ managed_by: place }) =>
      place ? (
        <LockedPlace place={place} />
      ) : (
        <Text size="sm" c="dimmed" title={words.byHandHint}>
          {words.byHand}
        </Text>
      ),
  },
  { key: 'from', title: words.columns.from, render: ({ managed_by: place }) => fromText(place) },
  { key: 'changed', title: words.columns.changed, width: 140, render: ({ updated_at: at }) => <Time at={at} /> },
]

function fromText(place: OverlayObject['managed_by']) {
  if (!place) return null
  const { repository, commit } = place
  return [repository, commit && `@ ${strings.commit(commit)}`].filter(Boolean).join(' ') || strings.files
}

function ObjectLink({ object }: { readonly object: OverlayObject }) {
  const { kind, id, organization_id: organization, document } = object
  const name = typeof document.name === 'string' ? document.name : id
  if (kind !== 'Team' && kind !== 'Group' && kind !== 'OrgUnit') return name
  return (
    <Anchor component={Link} to={`/teams/${kind}/${id}` as never} search={{ organization } as never} size="sm">
      {name}
    </Anchor>
  )
}

/** Every object with the file that declares it. */
export function ManagedTab({ organization }: { readonly organization: string }) {
  const { kind, after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/as-code' })
  const to = (part: Partial<AsCodeSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const list = useApiQuery('/organizations/{id}/overlay/objects', {
    path: { id: organization },
    query: { kinds: kind ? [kind] : undefined, after, before, limit: 25 },
  })
  const first = { after: undefined, before: undefined }
  return (
    <ListTable<OverlayObject>
      name="managed"
      label={words.label}
      rows={list.data?.data}
      rowId={(object) => `${object.kind}/${object.id}`}
      rowName={({ id }) => id}
      columns={columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      isFiltered={kind !== undefined}
      onClearFilters={() => to({ ...first, kind: undefined })}
      {...(list.data && { page: list.data.list_metadata })}
      onPage={(page) => to({ ...first, ...page })}
      filters={
        <Select
          size="sm"
          w={180}
          clearable
          aria-label={words.kindLabel}
          placeholder={words.all}
          data={kinds}
          value={kind ?? null}
          onChange={(value) => to({ ...first, kind: value ?? undefined })}
        />
      }
    />
  )
}
