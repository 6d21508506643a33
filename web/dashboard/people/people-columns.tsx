import { Badge, Group, Stack, Text } from '@mantine/core'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import type { ListColumn } from '../../shared/list-table.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { textOf } from './person-value.ts'
import { strings } from './strings.en.ts'

const words = strings.columns

/** The columns of the list of people. */
export const peopleColumns: readonly ListColumn<PersonWithDirectories>[] = [
  { key: 'name', title: words.name, sortable: true, render: (person) => <Name person={person} /> },
  { key: 'status', title: words.status, width: 130, render: ({ status }) => <StatusBadge state={status} size="sm" /> },
  { key: 'title', title: words.title, render: (person) => textOf(person, 'title') },
  { key: 'department', title: words.department, render: (person) => textOf(person, 'department') },
  { key: 'manager', title: words.manager, defaultHidden: true, render: ({ manager }) => manager?.display_name },
  { key: 'sources', title: words.sources, render: ({ directory_ids }) => <SourceNames ids={directory_ids} /> },
  {
    key: 'number',
    title: words.number,
    defaultHidden: true,
    render: (person) => textOf(person, 'employeeNumber'),
  },
  { key: 'location', title: words.location, defaultHidden: true, render: (person) => textOf(person, 'location') },
  { key: 'start', title: words.start, defaultHidden: true, render: (person) => textOf(person, 'startDate') },
  {
    key: 'created_at',
    title: words.created,
    sortable: true,
    defaultHidden: true,
    width: 130,
    render: ({ created_at }) => <Time at={created_at} />,
  },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

function Name({ person }: { readonly person: PersonWithDirectories }) {
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" fw={500} truncate>
          {person.display_name}
        </Text>
        {person.service && <ServiceBadge />}
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {textOf(person, 'mail') ?? textOf(person, 'userName')}
      </Text>
    </Stack>
  )
}

/** Says that this is no human. */
export function ServiceBadge() {
  return (
    <Badge size="xs" variant="default" tt="none" fw={500}>
      {strings.service}
    </Badge>
  )
}

function SourceNames({ ids }: { readonly ids: readonly string[] }) {
  return (
    <Text size="xs" c="dimmed" component="span">
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <ObjectName kind="directory" id={id} />
        </span>
      ))}
    </Text>
  )
}

/** The directories that somebody is a user of. */
export function Sources({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <Group gap={4}>
      {ids.map((id) => (
        <Badge key={id} size="sm" variant="default" tt="none" fw={400}>
          <ObjectName kind="directory" id={id} />
        </Badge>
      ))}
    </Group>
  )
}
