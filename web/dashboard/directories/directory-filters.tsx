import type { Provider } from '../../shared/api-types.ts'
import { FilterChips } from '../../shared/filter-chips.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { type DirectoriesSearch, DirectoryStateWord } from './directories-search.ts'
import { strings } from './strings.en.ts'

const words = strings.filters
const states = DirectoryStateWord.options.map((value) => ({ value, label: strings.states[value] }))

type DirectoryFiltersProps = {
  readonly search: DirectoriesSearch
  readonly providers: readonly Provider[]
  readonly onChange: (part: Partial<DirectoriesSearch>) => void
}

/** The filters of the list of directories: state, provider, organization. */
export function DirectoryFilters({ search, providers, onChange }: DirectoryFiltersProps) {
  const organizationName = useObjectName('organization', search.organization)
  const chosen = providers.filter(({ directory_types }) => directory_types.some((type) => search.types?.includes(type)))
  const change = (key: string, values: readonly string[]) => {
    const given = values.length > 0 ? [...values] : undefined
    if (key === 'states') onChange({ states: given as DirectoryStateWord[] | undefined })
    if (key === 'organization') onChange({ organization: values[0] })
    if (key !== 'provider') return
    const types = providers.filter(({ id }) => values.includes(id)).flatMap(({ directory_types }) => directory_types)
    onChange({ types: types.length > 0 ? types : undefined })
  }
  return (
    <FilterChips
      filters={[
        { key: 'states', label: words.states, options: states },
        { key: 'provider', label: words.types, options: providers.map(({ id, name }) => ({ value: id, label: name })) },
        {
          key: 'organization',
          label: words.organization,
          valueLabel: () => organizationName ?? '…',
          render: (parts) => <ObjectFilter {...parts} kind="organization" />,
        },
      ]}
      values={{
        states: search.states,
        provider: chosen.map(({ id }) => id),
        organization: search.organization ? [search.organization] : [],
      }}
      onChange={change}
      onClear={() => onChange({ states: undefined, types: undefined, organization: undefined })}
    />
  )
}
