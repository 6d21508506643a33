import { TextInput } from '@mantine/core'
import { FilterChips, type FilterParts, type ListFilter } from '../../shared/filter-chips.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { rangeOf, rangeValues, timeFilter } from '../time-range.tsx'
import { actionWords } from './action-words.ts'
import { type AuditSearch, unfiltered } from './audit-search.ts'
import { strings } from './strings.en.ts'

const words = strings.filters

type AuditFiltersProps = {
  readonly search: AuditSearch
  readonly onChange: (part: Partial<AuditSearch>) => void
}

/** The filters of the audit log: who, what, to what, whose, when. What can be chosen is what is in the log. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const query = { organization_id: search.organization }
  const { data: choices } = useApiQuery('/audit_log/choices', { query })
  const organization = useObjectName('organization', search.organization)
  const actors = (choices?.actors ?? []).map(({ id, name, type }) => ({
    value: id,
    label: `${name} (${strings.actors[type]})`,
  }))
  const actions = (choices?.actions ?? []).map((value) => ({ value, label: actionWords(value) }))
  const filters: readonly ListFilter[] = [
    { key: 'actor', label: words.actor, isSingle: true, options: actors },
    { key: 'action', label: words.action, isSingle: true, options: actions, valueLabel: actionWords },
    { key: 'target', label: words.target, render: (parts) => <TargetId {...parts} /> },
    {
      key: 'organization',
      label: words.organization,
      valueLabel: () => organization ?? '…',
      render: (parts) => <ObjectFilter {...parts} kind="organization" />,
    },
    timeFilter(),
  ]
  return (
    <FilterChips
      filters={filters}
      values={valuesOf(search)}
      onChange={(key, values) => onChange(key === 'time' ? rangeOf(values) : { [key]: values[0] })}
      onClear={() => onChange(unfiltered)}
    />
  )
}

function valuesOf(search: AuditSearch): Readonly<Record<string, readonly string[]>> {
  const listOf = (value: string | undefined) => (value === undefined ? [] : [value])
  return {
    actor: listOf(search.actor),
    action: listOf(search.action),
    target: listOf(search.target),
    organization: listOf(search.organization),
    time: rangeValues(search),
  }
}

function TargetId({ values, onChange, close }: FilterParts) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const id = new FormData(event.currentTarget).get('target')?.toString().trim()
        onChange(id ? [id] : [])
        close()
      }}
    >
      <TextInput
        name="target"
        size="xs"
        w={320}
        aria-label={words.target}
        placeholder="directory_…"
        defaultValue={values[0] ?? ''}
        data-autofocus
      />
    </form>
  )
}
