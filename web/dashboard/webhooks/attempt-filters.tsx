import { TextInput } from '@mantine/core'
import { FilterChips, type FilterParts, type ListFilter } from '../../shared/filter-chips.tsx'
import { eventTypes } from '../event-types.ts'
import { rangeOf, rangeValues, timeFilter } from '../time-range.tsx'
import { strings } from './strings.en.ts'
import type { EndpointSearch } from './webhooks-search.ts'

const words = strings.attempts.filters

const filters: readonly ListFilter[] = [
  { key: 'status', label: words.status, isSingle: true, options: optionsOf(words.statuses) },
  { key: 'answer', label: words.answer, isSingle: true, options: optionsOf(words.answers) },
  {
    key: 'type',
    label: words.type,
    isSingle: true,
    options: eventTypes.map((value) => ({ value, label: value })),
  },
  { key: 'event', label: words.event, render: (parts) => <EventId {...parts} /> },
  timeFilter(),
]

/** What clears all filters of the attempts. */
export const unfiltered: Partial<EndpointSearch> = {
  status: undefined,
  answer: undefined,
  type: undefined,
  event: undefined,
  from: undefined,
  until: undefined,
}

type AttemptFiltersProps = {
  readonly search: EndpointSearch
  readonly onChange: (part: Partial<EndpointSearch>) => void
}

/** The filters of the attempts: outcome, answer, type, event, time. */
export function AttemptFilters({ search, onChange }: AttemptFiltersProps) {
  const listOf = (value: string | undefined) => (value === undefined ? [] : [value])
  return (
    <FilterChips
      filters={filters}
      values={{
        status: listOf(search.status),
        answer: listOf(search.answer),
        type: listOf(search.type),
        event: listOf(search.event),
        time: rangeValues(search),
      }}
      onChange={(key, values) => onChange(key === 'time' ? rangeOf(values) : { [key]: values[0] })}
      onClear={() => onChange(unfiltered)}
    />
  )
}

function EventId({ values, onChange, close }: FilterParts) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const id = new FormData(event.currentTarget).get('event')?.toString().trim()
        onChange(id ? [id] : [])
        close()
      }}
    >
      <TextInput
        name="event"
        size="xs"
        w={280}
        aria-label={words.event}
        placeholder="event_…"
        defaultValue={values[0] ?? ''}
        data-autofocus
      />
    </form>
  )
}

function optionsOf(labels: Readonly<Record<string, string>>): NonNullable<ListFilter['options']> {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
