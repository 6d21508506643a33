import { Button, Group } from '@mantine/core'
import { FilterChip, type ListFilter } from './filter-chip.tsx'
import { useSharedStrings } from './shared-strings.tsx'

export type { FilterParts, ListFilter } from './filter-chip.tsx'

export type FilterChipsProps = {
  readonly filters: readonly ListFilter[]
  /** The values of each filter, by its key; usually from the URL. */
  readonly values: Readonly<Record<string, readonly string[] | undefined>>
  readonly onChange: (key: string, values: readonly string[]) => void
  /** Clears all at once; without it each is cleared by `onChange`. */
  readonly onClear?: () => void
}

/** The filters of a list: a chip each, which says what it lets through and opens to be changed. */
export function FilterChips({ filters, values, onChange, onClear }: FilterChipsProps) {
  const strings = useSharedStrings()
  const active = filters.filter(({ key }) => (values[key]?.length ?? 0) > 0)
  const clearEach = () => {
    for (const { key } of active) onChange(key, [])
  }
  return (
    <Group gap={6} role="group" aria-label={strings.list.filters}>
      {filters.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          values={values[filter.key] ?? []}
          onChange={(next) => onChange(filter.key, next)}
        />
      ))}
      {active.length > 1 && (
        <Button variant="subtle" color="gray" size="xs" onClick={onClear ?? clearEach}>
          {strings.list.clearFilters}
        </Button>
      )}
    </Group>
  )
}
