import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { valueText } from '../diff-rows.ts'
import type { MappingStrings } from './mapping-strings.ts'
import type { PreviewedUser } from './use-mapping-preview.ts'

export type PersonPickerProps = {
  readonly strings: MappingStrings
  readonly people: readonly PreviewedUser[]
  readonly chosen: PreviewedUser | undefined
  readonly isReading: boolean
  readonly onSearch: (text: string) => void
  readonly onChoose: (id: string) => void
}

/** Finds a real person of the source, on whom a mapping is tried. */
export function PersonPicker({ strings, people, chosen, isReading, onSearch, onChoose }: PersonPickerProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState<string | null>(null)
  const name = chosen?.name ?? ''
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        onChoose(id)
        setTyped(null)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <TextInput
          label={strings.previewFor}
          description={strings.searchHint}
          placeholder={strings.searchPerson}
          maw={460}
          value={typed ?? name}
          leftSection={<IconUserSearch size={16} aria-hidden />}
          rightSection={isReading ? <Loader size={16} aria-label={strings.reading} role="img" /> : null}
          onFocus={(event) => {
            event.currentTarget.select()
            combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown()
            setTyped(null)
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            onSearch(event.currentTarget.value.trim())
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={strings.previewFor}>
          {people.map((person) => (
            <Combobox.Option key={person.id} value={person.id} active={person.id === chosen?.id}>
              <PersonOption person={person} />
            </Combobox.Option>
          ))}
          {people.length === 0 && <Combobox.Empty>{isReading ? strings.reading : strings.nobodyFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function PersonOption({ person: { name, result, id } }: { readonly person: PreviewedUser }) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="sm">{name}</Text>
      <Text size="xs" c="dimmed" truncate>
        {valueText(result?.email) ?? id}
      </Text>
    </Group>
  )
}
