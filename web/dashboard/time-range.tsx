import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { FilterParts, ListFilter } from '../shared/filter-chips.tsx'
import { languageOfPage } from '../shared/format.ts'

const words = {
  time: 'Time',
  from: 'From',
  until: 'Until',
  since: (time: string) => `since ${time}`,
  before: (time: string) => `until ${time}`,
  latest: [
    { label: 'Last hour', hours: 1 },
    { label: '24 hours', hours: 24 },
    { label: '7 days', hours: 168 },
  ],
}

type Range = { readonly from?: string | undefined; readonly until?: string | undefined }

/** The filter of a list by time. Its one value is the range as ISO 8601 has it, `from/until`; an end may be open. */
export function timeFilter(): ListFilter {
  return {
    key: 'time',
    label: words.time,
    render: (parts) => <TimeRange {...parts} />,
    valueLabel: (value) => rangeText(rangeOf([value])),
  }
}

/** The values of the filter for a range. */
export function rangeValues({ from = '', until = '' }: Range): readonly string[] {
  return from || until ? [`${from}/${until}`] : []
}

/** The range that the filter was set to. */
export function rangeOf([value = '']: readonly string[]): { from: string | undefined; until: string | undefined } {
  const [from, until] = value.split('/')
  return { from: from || undefined, until: until || undefined }
}

function TimeRange({ values, onChange, close }: FilterParts) {
  const { from = '', until = '' } = rangeOf(values)
  return (
    <Stack gap="xs" w={250}>
      <Group gap={6}>
        {words.latest.map(({ label, hours }) => (
          <Button
            key={label}
            size="compact-xs"
            variant="default"
            onClick={() => {
              onChange(rangeValues({ from: new Date(Date.now() - hours * 3_600_000).toISOString() }))
              close()
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
      <TimeInput label={words.from} value={from} onChange={(next) => onChange(rangeValues({ from: next, until }))} />
      <TimeInput label={words.until} value={until} onChange={(next) => onChange(rangeValues({ from, until: next }))} />
    </Stack>
  )
}

type TimeInputProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A time in the reader's zone; the value is in UTC. */
function TimeInput({ label, value, onChange }: TimeInputProps) {
  return (
    <TextInput
      type="datetime-local"
      size="xs"
      label={label}
      value={toLocal(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value && new Date(currentTarget.value).toISOString())}
    />
  )
}

function toLocal(iso: string): string {
  if (!iso) return ''
  const date = new Date(iso)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function rangeText({ from, until }: Range): string {
  const format = new Intl.DateTimeFormat(languageOfPage(), { dateStyle: 'medium', timeStyle: 'short' })
  const [begin, end] = [from, until].map((iso) => (iso ? format.format(new Date(iso)) : ''))
  if (begin && end) return `${begin} – ${end}`
  return begin ? words.since(begin) : words.before(end ?? '')
}
