import { FilterChips, type ListFilter } from '../../shared/filter-chips.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { type PeopleSearch, PersonStatus } from './people-search.ts'
import { strings } from './strings.en.ts'

type PeopleFiltersProps = {
  readonly search: PeopleSearch
  readonly organization: string
  readonly onChange: (part: Partial<PeopleSearch>) => void
}

const words = strings.filters
const keys = ['statuses', 'service', 'directory', 'manager', 'team', 'group', 'org_unit'] as const
const statuses = PersonStatus.options.map((value) => ({ value, label: strings.statuses[value] }))
const kinds = (['false', 'true'] as const).map((value) => ({ value, label: strings.kinds[value] }))

/** The filters of the list of people. */
export function PeopleFilters({ search, organization, onChange }: PeopleFiltersProps) {
  const names = {
    directory: useObjectName('directory', search.directory),
    manager: useObjectName('person', search.manager),
  }
  const picked = (key: 'directory' | 'manager', kind: 'directory' | 'person'): ListFilter => ({
    key,
    label: words[key],
    valueLabel: () => names[key] ?? '…',
    render: (parts) => <ObjectFilter {...parts} kind={kind} organization={organization} />,
  })
  // Chosen on the screens of teams, groups and org units; here they can be taken away.
  const given = (['team', 'group', 'org_unit'] as const).flatMap((key): ListFilter[] =>
    search[key]
      ? [{ key, label: words[key], options: [{ value: search[key], label: search[key] }], isSingle: true }]
      : [],
  )
  return (
    <FilterChips
      filters={[
        { key: 'statuses', label: words.statuses, options: statuses },
        { key: 'service', label: words.service, options: kinds, isSingle: true },
        picked('directory', 'directory'),
        picked('manager', 'person'),
        ...given,
      ]}
      values={Object.fromEntries(keys.map((key) => [key, search[key] ? [search[key]].flat() : []]))}
      onChange={(key, values) =>
        onChange({ [key]: key === 'statuses' ? listOf(values) : values[0] } as Partial<PeopleSearch>)
      }
      onClear={() => onChange(Object.fromEntries(keys.map((key) => [key, undefined])))}
    />
  )
}

function listOf(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : [...values]
}
