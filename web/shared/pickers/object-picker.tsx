import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useApiQuery } from '../use-api.ts'
import { type PickedKind, useObjectName } from './object-name.tsx'
import { personLabel, userLabel } from './user-label.ts'

type Found = { readonly value: string; readonly label: string }

type ObjectPickerProps = {
  readonly kind: PickedKind
  readonly value: string | null
  /** Only those of this organization. */
  readonly organization?: string | undefined
  readonly onChange: (id: string | null) => void
} & Omit<SelectProps, 'data' | 'filter' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange'>

/** Chooses an organization, a directory, a group, a user or (of one organization) a person by a part of its name, however many there are. */
export function ObjectPicker({ kind, value, organization, onChange, ...props }: ObjectPickerProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 200)
  const name = useObjectName(kind, value)
  const found = useFound(kind, { search: search === name ? '' : search, organization })
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      searchable
      clearable
      {...props}
      data={isListed ? [...found] : [{ value, label: name ?? value }, ...found]}
      filter={({ options }) => options}
      value={value}
      searchValue={text}
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}

type Wanted = { readonly search: string; readonly organization: string | undefined }

function useFound(kind: PickedKind, { search, organization }: Wanted): readonly Found[] {
  const query = { limit: 20, search }
  const within = { ...query, organization_id: organization }
  const is = (wanted: PickedKind) => ({ isEnabled: kind === wanted })
  const organizations = useApiQuery('/organizations', { query }, is('organization'))
  const directories = useApiQuery('/directories', { query: within }, is('directory'))
  const groups = useApiQuery('/directory_groups', { query: { ...within, sort: 'name' } }, is('group'))
  const users = useApiQuery('/directory_users', { query: within }, is('user'))
  const people = useApiQuery(
    '/people',
    { query: within },
    { isEnabled: kind === 'person' && organization !== undefined },
  )
  if (kind === 'person') return people.data?.data.map((one) => ({ value: one.id, label: personLabel(one) })) ?? []
  if (kind === 'user') return users.data?.data.map((one) => ({ value: one.id, label: userLabel(one) })) ?? []
  const named = { organization: organizations, directory: directories, group: groups }[kind]
  return named.data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? []
}
