import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useApiQuery } from '../use-api.ts'
import { type PickedKind, useObjectName } from './object-name.tsx'
import { strings } from './strings.en.ts'

type ObjectPickerProps = {
  readonly kind: PickedKind
  readonly value: string | null
  /** Only those of this organization. */
  readonly organization?: string | undefined
  readonly onChange: (id: string | null) => void
}

/** Chooses an organization, a directory or a group by a part of its name, however many there are. */
export function ObjectPicker({ kind, value, organization, onChange }: ObjectPickerProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 200)
  const name = useObjectName(kind, value ?? undefined)
  const found = useFound(kind, { search: search === name ? '' : search, organization })
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      aria-label={strings[kind]}
      placeholder={strings[kind]}
      nothingFoundMessage={strings.nothing}
      searchable
      clearable
      data-autofocus
      comboboxProps={{ withinPortal: false }}
      data={isListed ? found : [{ value, label: name ?? value }, ...found]}
      filter={({ options }) => options}
      value={value}
      searchValue={text}
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}

type Wanted = { readonly search: string; readonly organization: string | undefined }

function useFound(kind: PickedKind, { search, organization }: Wanted) {
  const query = { limit: 20, ...(search && { search }) }
  const ofOrganization = { ...query, organization_id: organization }
  const organizations = useApiQuery('/organizations', { query }, { isEnabled: kind === 'organization' })
  const directories = useApiQuery('/directories', { query: ofOrganization }, { isEnabled: kind === 'directory' })
  const groups = useApiQuery(
    '/directory_groups',
    { query: { ...ofOrganization, sort: 'name' } },
    { isEnabled: kind === 'group' },
  )
  const answer = { organization: organizations, directory: directories, group: groups }[kind].data
  return (answer?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
}
