import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

type OrganizationPickerProps = {
  readonly value: string | null
  readonly onChange: (id: string | null) => void
} & Pick<SelectProps, 'label' | 'description' | 'error' | 'withAsterisk' | 'disabled'>

/** Chooses an organization by a part of its name, however many there are. */
export function OrganizationPicker({ value, onChange, label, ...props }: OrganizationPickerProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 200)
  const name = useOrganizationName(value ?? undefined)
  const isChosen = search === name
  const { data } = useApiQuery('/organizations', { query: { limit: '20', search: isChosen ? '' : search } })
  const found = (data?.data ?? []).map((organization) => ({ value: organization.id, label: organization.name }))
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      {...props}
      {...(label ? { label } : { 'aria-label': strings.make.organization })}
      placeholder={strings.make.organization}
      searchable
      clearable
      comboboxProps={{ withinPortal: label !== undefined }}
      data={isListed ? found : [{ value, label: name ?? value }, ...found]}
      filter={({ options }) => options}
      value={value}
      searchValue={text}
      onSearchChange={setText}
      onChange={onChange}
    />
  )
}

/** What an organization is called; undefined while it is not known. */
export function useOrganizationName(id: string | undefined): string | undefined {
  const options = { isEnabled: id !== undefined }
  const { data } = useApiQuery('/organizations/{id}', { path: { id: id ?? '' } }, options)
  return data && data.id === id ? data.name : undefined
}
