import { Button, Checkbox, CloseButton, Group, Popover, Radio, ScrollArea, Stack, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './filter-chip.module.css'
import { useSharedStrings } from './shared-strings.tsx'

/** What a filter of one's own gets: the values, and how to change them. */
export type FilterParts = {
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly close: () => void
}

/** A filter of a list. */
export type ListFilter = {
  readonly key: string
  readonly label: string
  /** What can be chosen. More than eight can be searched. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /** Only one value at a time. */
  readonly isSingle?: boolean
  /** Another way to choose than from options: a date, a person. */
  readonly render?: (parts: FilterParts) => ReactNode
  /** What a value is called in the chip, where it is not among the options. */
  readonly valueLabel?: (value: string) => string
}

export type FilterChipProps = {
  readonly filter: ListFilter
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

/** One filter: closed it says what it lets through, open it lets that be changed. */
export function FilterChip({ filter, values, onChange }: FilterChipProps) {
  const strings = useSharedStrings()
  const [isOpen, setOpen] = useState(false)
  const isActive = values.length > 0
  const close = () => setOpen(false)
  return (
    <Group gap={0} wrap="nowrap" className={classes.chip} data-active={isActive || undefined}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="transparent"
            className={classes.button}
            rightSection={isActive ? null : <IconChevronDown size={14} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {isActive ? `${filter.label}: ${wordsOf(filter, values)}` : filter.label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={filter.label} p="sm">
          {filter.render ? (
            filter.render({ values, onChange, close })
          ) : (
            <Options filter={filter} values={values} onChange={onChange} />
          )}
        </Popover.Dropdown>
      </Popover>
      {isActive && (
        <CloseButton
          size={24}
          mr={2}
          aria-label={strings.list.removeFilter(filter.label)}
          onClick={() => onChange([])}
        />
      )}
    </Group>
  )
}

function wordsOf({ options = [], valueLabel }: ListFilter, values: readonly string[]): string {
  const nameOf = (value: string) =>
    options.find((option) => option.value === value)?.label ?? valueLabel?.(value) ?? value
  const [first = '', second] = values.map(nameOf)
  if (values.length > 2) return `${first} +${values.length - 1}`
  return second === undefined ? first : `${first}, ${second}`
}

const searchedFrom = 9

function Options({ filter, values, onChange }: FilterChipProps) {
  const strings = useSharedStrings()
  const [search, setSearch] = useState('')
  const options = filter.options ?? []
  const shown = options.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <Stack gap="xs" miw={180} maw={320}>
      {options.length >= searchedFrom && (
        <TextInput
          size="xs"
          data-autofocus
          aria-label={strings.list.search}
          placeholder={strings.list.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={280}>
        {filter.isSingle ? (
          <Radio.Group aria-label={filter.label} value={values[0] ?? ''} onChange={(value) => onChange([value])}>
            <Stack gap={8}>
              {shown.map((option) => (
                <Radio key={option.value} size="xs" value={option.value} label={option.label} />
              ))}
            </Stack>
          </Radio.Group>
        ) : (
          <Checkbox.Group aria-label={filter.label} value={[...values]} onChange={onChange}>
            <Stack gap={8}>
              {shown.map((option) => (
                <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </ScrollArea.Autosize>
    </Stack>
  )
}
