import { FilterChips, type FilterParts, type ListFilter } from '../../shared/filter-chips.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { eventTypes } from '../event-types.ts'
import { rangeOf, rangeValues, timeFilter } from '../time-range.tsx'
import type { EventsSearch } from './events-search.ts'
import { strings } from './strings.en.ts'

const words = strings.filters
const pickedKinds = ['organization', 'directory', 'user'] as const

type EventFiltersProps = {
  readonly search: EventsSearch
  readonly onChange: (part: Partial<EventsSearch>) => void
}

/** The filters of the log: type, organization, directory, user, and, when it is not live, time. */
export function EventFilters({ search, onChange }: EventFiltersProps) {
  const names = {
    organization: useObjectName('organization', search.organization),
    directory: useObjectName('directory', search.directory),
    user: useObjectName('user', search.user) ?? search.user,
  }
  const filters: readonly ListFilter[] = [
    { key: 'types', label: words.types, options: eventTypes.map((value) => ({ value, label: value })) },
    ...pickedKinds.map((kind) => ({
      key: kind,
      label: words[kind],
      valueLabel: () => names[kind] ?? '…',
      render: (parts: FilterParts) => <ObjectFilter {...parts} kind={kind} />,
    })),
  ]
  const change = (key: string, values: readonly string[]) => {
    if (key === 'types') onChange({ types: values.length > 0 ? [...values] : undefined })
    else if (key === 'time') onChange(rangeOf(values))
    else onChange({ [key]: values[0] })
  }
  return (
    <FilterChips
      filters={search.live ? filters : [...filters, timeFilter()]}
      values={{
        types: search.types,
        organization: listOf(search.organization),
        directory: listOf(search.directory),
        user: listOf(search.user),
        time: rangeValues(search),
      }}
      onChange={change}
      onClear={() => onChange(nothing)}
    />
  )
}

const nothing: Partial<EventsSearch> = {
  types: undefined,
  organization: undefined,
  directory: undefined,
  user: undefined,
  from: undefined,
  until: undefined,
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value]
}
