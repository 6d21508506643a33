import { Combobox, Textarea, useCombobox } from '@mantine/core'
import { useRef, useState } from 'react'
import type { RuleVocabulary } from '../../shared/api-types.ts'
import { type Completion, completionsAt } from './completions.ts'
import { strings } from './strings.en.ts'

type RuleTextProps = {
  readonly value: string
  readonly vocabulary: RuleVocabulary | undefined
  readonly onChange: (text: string) => void
}

/** A rule as text, with what can be written where one is: arrow keys choose, Enter takes it, Esc closes. */
export function RuleText({ value, vocabulary, onChange }: RuleTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [options, setOptions] = useState<readonly Completion[]>([])
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const look = (text: string, caret: number) => {
    const found = completionsAt(text.slice(0, caret), vocabulary)
    setOptions(found)
    combobox.resetSelectedOption()
    if (found.length > 0) combobox.openDropdown()
    else combobox.closeDropdown()
  }
  const take = (insert: string) => {
    const chosen = options.find((one) => one.insert === insert)
    const caret = field.current?.selectionStart ?? value.length
    if (!chosen) return
    const start = caret - chosen.replaces
    onChange(value.slice(0, start) + insert + value.slice(caret))
    combobox.closeDropdown()
    const end = start + insert.length - (insert.endsWith('")') ? 2 : 0)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(end, end)
    })
  }
  return (
    <Combobox store={combobox} onOptionSubmit={take} position="bottom-start" offset={4} keepMounted={false}>
      <Combobox.EventsTarget withExpandedAttribute={false}>
        <Textarea
          ref={field}
          label={strings.textLabel}
          description={strings.textHint}
          placeholder={strings.placeholder}
          value={value}
          autosize
          minRows={4}
          maxRows={14}
          maxLength={4000}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget.value, event.currentTarget.selectionStart)
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.EventsTarget>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={strings.functions}>
          {options.map(({ insert, label, hint }) => (
            <Combobox.Option key={insert} value={insert}>
              <code>{label}</code> <span style={{ fontSize: 'var(--mantine-font-size-xs)', opacity: 0.8 }}>{hint}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
