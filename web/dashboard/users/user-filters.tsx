import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { FilterChips, type FilterParts, type ListFilter } from '../../shared/filter-chips.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { type PickedKind, useObjectName } from '../../shared/pickers/object-name.tsx'
import { strings } from './strings.en.ts'
import type { UsersSearch } from './users-search.ts'

type UserFiltersProps = {
  readonly search: UsersSearch
  readonly onChange: (part: Partial<UsersSearch>) => void
}

const words = strings.filters
const day = 24 * 60 * 60 * 1000
const keys = [
  'state',
  'organization',
  'directory',
  'group',
  'department',
  'job_title',
  'manager',
  'updated_since',
] as const

/** The filters of the list of users. */
export function UserFilters({ search, onChange }: UserFiltersProps) {
  const names = {
    organization: useObjectName('organization', search.organization),
    directory: useObjectName('directory', search.directory),
    group: useObjectName('group', search.group),
  }
  const picked = (kind: Exclude<PickedKind, 'user' | 'person'>): ListFilter => ({
    key: kind,
    label: words[kind],
    valueLabel: () => names[kind] ?? '…',
    render: (parts) => (
      <ObjectFilter {...parts} kind={kind} organization={kind === 'organization' ? undefined : search.organization} />
    ),
  })
  const typed = (key: 'department' | 'job_title' | 'manager'): ListFilter => ({
    key,
    label: words[key],
    valueLabel: (value) => value,
    render: (parts) => <TypedFilter key={parts.values[0]} label={words[key]} parts={parts} isId={key === 'manager'} />,
  })
  return (
    <FilterChips
      filters={[
        { key: 'state', label: words.state, options: states, isSingle: true },
        picked('organization'),
        picked('directory'),
        picked('group'),
        typed('department'),
        typed('job_title'),
        ...(search.manager ? [typed('manager')] : []),
        {
          key: 'updated_since',
          label: words.updated_since,
          options: sinceOptions(search.updated_since),
          isSingle: true,
        },
      ]}
      values={Object.fromEntries(keys.map((key) => [key, search[key] ? [search[key]] : []]))}
      onChange={(key, [value]) => onChange({ [key]: value } as Partial<UsersSearch>)}
      onClear={() => onChange(Object.fromEntries(keys.map((key) => [key, undefined])))}
    />
  )
}

const states = (['active', 'inactive', 'deleted'] as const).map((value) => ({ value, label: strings.states[value] }))

/** Times are in the address, so that a view that is sent to somebody shows the same. */
function sinceOptions(chosen: string | undefined) {
  const today = Math.floor(Date.now() / day) * day
  const at = (days: number) => new Date(today - days * day).toISOString().slice(0, 10)
  const options = [
    { value: at(1), label: strings.since.day },
    { value: at(7), label: strings.since.week },
    { value: at(30), label: strings.since.month },
  ]
  return !chosen || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
}

function choose({ onChange, close }: FilterParts, value: string | null) {
  onChange(value ? [value] : [])
  close()
}

type TypedFilterProps = { readonly label: string; readonly parts: FilterParts; readonly isId: boolean }

function TypedFilter({ label, parts, isId }: TypedFilterProps) {
  const [text, setText] = useState(parts.values[0] ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        choose(parts, text.trim() || null)
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={label}
          description={isId ? strings.managerHint : strings.exactly}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit">{strings.apply}</Button>
      </Group>
    </form>
  )
}
