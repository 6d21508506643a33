import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useSharedStrings } from './shared-strings.tsx'

export type SearchFieldProps = {
  /** What is searched for now, usually from the URL. */
  readonly value: string
  /** Called a moment after the last key. */
  readonly onChange: (value: string) => void
  /** What can be searched, for screen readers and as the placeholder: "Search people". */
  readonly label?: string
  readonly delay?: number
  readonly width?: number | string
}

/** A search that waits until the reader has stopped typing. Esc clears it; within a list, `/` brings the focus here. */
export function SearchField({ value, onChange, label, delay = 250, width = 280 }: SearchFieldProps) {
  const strings = useSharedStrings()
  const { text, type, set } = useDebouncedText(value, onChange, delay)
  const name = label ?? strings.list.search
  return (
    <TextInput
      type="search"
      size="sm"
      w={width}
      maw="100%"
      aria-label={name}
      placeholder={name}
      value={text}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? (
          <Kbd size="xs" aria-hidden title={strings.list.searchHint}>
            /
          </Kbd>
        ) : (
          <CloseButton size={24} iconSize={14} aria-label={strings.list.clearSearch} onClick={() => set('')} />
        )
      }
      styles={{ input: { appearance: 'none' } }}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') set(text)
        if (event.key !== 'Escape') return
        event.stopPropagation()
        if (text === '') event.currentTarget.blur()
        else set('')
      }}
    />
  )
}

/** What is typed, told on after a pause; what changes outside, as by Back, takes its place. */
function useDebouncedText(value: string, onChange: (value: string) => void, delay: number) {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    clearTimeout(timer.current)
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const tell = (next: string) => {
    clearTimeout(timer.current)
    if (next.trim() === told.current) return
    told.current = next.trim()
    onChange(next.trim())
  }
  return {
    text,
    type(next: string) {
      setText(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => tell(next), delay)
    },
    set(next: string) {
      setText(next)
      tell(next)
    },
  }
}
