import { Badge, Group, Loader, Stack, Text } from '@mantine/core'
import type { MemberObject } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import type { ListColumn } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { ManagedBy } from './managed-by.tsx'
import { strings } from './strings.en.ts'
import type { MemberKind } from './teams-search.ts'

const words = strings.columns

const columns: readonly ListColumn<MemberObject>[] = [
  { key: 'name', title: words.name, render: (one) => <Name object={one} /> },
  { key: 'type', title: words.type, width: 110, render: ({ type }) => (type ? (strings.types[type] ?? type) : null) },
  { key: 'lead', title: words.lead, render: ({ lead }) => lead && (lead.display_name ?? lead.ref) },
  { key: 'how', title: words.how, width: 150, render: howText },
  { key: 'members', title: words.members, numeric: true, width: 110, render: (one) => <Members object={one} /> },
  {
    key: 'unknown',
    title: words.unknown,
    numeric: true,
    width: 110,
    render: ({ unknown }) => (unknown > 0 ? formatNumber(unknown) : null),
  },
  {
    key: 'source',
    title: words.source,
    width: 240,
    ellipsis: true,
    render: ({ managed_by: place }) => <ManagedBy place={place} />,
  },
  { key: 'updated', title: words.updated, defaultHidden: true, render: ({ updated_at: at }) => <Time at={at} /> },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

/** The columns of the list of a kind. Only teams have kinds, and groups no lead. */
export function teamsColumns(kind: MemberKind): readonly ListColumn<MemberObject>[] {
  return columns.filter(({ key }) => {
    if (key === 'type') return kind === 'Team'
    return key !== 'lead' || kind !== 'Group'
  })
}

/** By what people are in it. */
export function howText({ rule, mode }: Pick<MemberObject, 'rule' | 'mode'>): string {
  if (rule) return strings.how.rule
  return mode === null ? strings.how.hand : strings.how.named
}

function Name({ object }: { readonly object: MemberObject }) {
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" fw={500} truncate>
          {object.name}
        </Text>
        {object.protected && (
          <Badge size="xs" variant="default" tt="none" fw={500}>
            {strings.protected}
          </Badge>
        )}
      </Group>
      {(object.description ?? object.id) !== object.name && (
        <Text size="xs" c="dimmed" truncate>
          {object.description ?? object.id}
        </Text>
      )}
    </Stack>
  )
}

function Members({ object }: { readonly object: MemberObject }) {
  if (object.evaluated) return formatNumber(object.members)
  return <Loader size={14} role="img" aria-label={strings.evaluating} />
}
