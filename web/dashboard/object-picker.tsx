import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { FilterParts } from '../shared/filter-chips.tsx'
import { useApiQuery } from '../shared/use-api.ts'

/** What can be chosen by a part of its name. */
export type PickedKind = 'organization' | 'directory' | 'person'

type Found = { readonly value: string; readonly label: string }

type ObjectPickerProps = {
  readonly kind: PickedKind
  readonly value: string | null
  readonly onChange: (id: string | null) => void
} & Pick<SelectProps, 'label' | 'description' | 'error' | 'disabled' | 'placeholder' | 'comboboxProps' | 'aria-label'>

/** Chooses an organization, a directory or a person by a part of its name, however many there are. */
export function ObjectPicker({ kind, value, onChange, ...props }: ObjectPickerProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 200)
  const name = useObjectName(kind, value)
  const found = useFound(kind, search === name ? '' : search)
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      {...props}
      searchable
      clearable
      data={isListed ? found : [{ value, label: name ?? value }, ...found]}
      filter={({ options }) => options}
      value={value}
      searchValue={text}
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}

/** The picker within a chip of a list's filters. */
export function ObjectFilter({
  kind,
  label,
  values,
  onChange,
  close,
}: FilterParts & { kind: PickedKind; label: string }) {
  return (
    <ObjectPicker
      kind={kind}
      aria-label={label}
      placeholder={label}
      comboboxProps={{ withinPortal: false }}
      value={values[0] ?? null}
      onChange={(id) => {
        onChange(id ? [id] : [])
        close()
      }}
    />
  )
}

/** What an object is called; undefined while it is not known. */
export function useObjectName(kind: PickedKind, id: string | null | undefined): string | undefined {
  const path = { id: id ?? '' }
  const asks = (of: PickedKind) => ({ isEnabled: kind === of && Boolean(id), keepsPrevious: false })
  const organization = useApiQuery('/organizations/{id}', { path }, asks('organization'))
  const directory = useApiQuery('/directories/{id}', { path }, asks('directory'))
  const person = useApiQuery('/directory_users/{id}', { path }, asks('person'))
  if (kind === 'organization') return organization.data?.name
  return kind === 'directory' ? directory.data?.name : person.data && personName(person.data)
}

function useFound(kind: PickedKind, search: string): readonly Found[] {
  const query = { limit: '20', search }
  const organizations = useApiQuery('/organizations', { query }, { isEnabled: kind === 'organization' })
  const directories = useApiQuery('/directories', { query }, { isEnabled: kind === 'directory' })
  const people = useApiQuery('/directory_users', { query }, { isEnabled: kind === 'person' })
  if (kind === 'person') return people.data?.data.map((one) => ({ value: one.id, label: personName(one) })) ?? []
  const named = kind === 'organization' ? organizations : directories
  return named.data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? []
}

type Named = {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly username?: string | null
}

function personName(person: Named): string {
  const name = [person.first_name, person.last_name].filter(Boolean).join(' ')
  const address = person.email ?? person.username
  if (name && address) return `${name} · ${address}`
  return name || address || person.id
}
