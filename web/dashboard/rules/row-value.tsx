import { Autocomplete, Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { RuleVocabulary } from '../../shared/api-types.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { type BuilderRow, type RowValue, type SubjectType, takesList } from './builder-types.ts'
import { strings } from './strings.en.ts'

const words = strings.builder

type ValueProps = {
  readonly organization: string
  readonly vocabulary: RuleVocabulary | undefined
  readonly row: BuilderRow
  readonly type: SubjectType
  readonly onChange: (row: BuilderRow) => void
}

/** The value of a row, in the form that the attribute and the comparison ask for. */
export function RowValueField(props: ValueProps) {
  const { row, type, vocabulary, onChange } = props
  const set = (value: RowValue | undefined) => {
    const { value: _, ...rest } = row
    onChange(value === undefined ? rest : { ...rest, value })
  }
  const text = typeof row.value === 'string' ? row.value : ''
  if (row.operator === 'reached' || row.operator === 'not_reached') return <Days value={text} onChange={set} />
  switch (type) {
    case 'group':
      return <Named options={vocabulary?.groups ?? []} value={text} onChange={set} />
    case 'team':
      return <Named options={vocabulary?.teams ?? []} value={text} onChange={set} />
    case 'path':
      return <Named options={vocabulary?.org_units ?? []} value={text} onChange={set} />
    case 'role':
      return <Role teams={vocabulary?.teams ?? []} value={text} onChange={set} />
    case 'number':
      return <Numeric value={row.value} onChange={set} />
    case 'date':
      return (
        <TextInput
          size="sm"
          type="date"
          aria-label={words.value}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )
    case 'manager':
      return (
        <TextInput
          size="sm"
          aria-label={words.value}
          placeholder={words.person}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )
    default:
      return <OfPeople {...props} onSet={set} />
  }
}

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void }

/** A text, with the values that people have to choose from. */
function OfPeople({ organization, row, onSet }: ValueProps & { readonly onSet: (value: RowValue) => void }) {
  const query = { organization_id: organization, attribute: row.attribute ?? '' }
  const { data } = useApiQuery(
    '/rules/values',
    { query },
    { isEnabled: row.attribute !== undefined, keepsPrevious: false },
  )
  const values = [...new Set((data?.values ?? []).map(({ value }) => String(value)))]
  if (takesList(row.operator)) {
    const chosen = Array.isArray(row.value) ? row.value.map(String) : []
    return <TagsInput size="sm" aria-label={words.values} data={values} value={chosen} onChange={onSet} maxTags={100} />
  }
  const text = typeof row.value === 'string' ? row.value : ''
  return <Autocomplete size="sm" aria-label={words.value} data={values} value={text} limit={30} onChange={onSet} />
}

type NamedProps = FieldProps & { readonly options: readonly { readonly id: string; readonly name: string }[] }

function Named({ options, value, onChange }: NamedProps) {
  const data = options.map(({ id, name }) => ({ value: id, label: name }))
  const isKnown = value === '' || options.some(({ id }) => id === value)
  return (
    <Select
      size="sm"
      searchable
      allowDeselect={false}
      aria-label={words.value}
      data={isKnown ? data : [{ value, label: value }, ...data]}
      value={value || null}
      onChange={(next) => next && onChange(next)}
    />
  )
}

function Role({ teams, value, onChange }: FieldProps & { readonly teams: RuleVocabulary['teams'] }) {
  const [team = '', role = ''] = value.split('#')
  const roles = teams.find(({ id }) => id === team)?.roles ?? []
  return (
    <Group gap="xs" wrap="nowrap" grow>
      <Select
        size="sm"
        searchable
        aria-label={words.team}
        placeholder={words.team}
        data={teams.map(({ id, name }) => ({ value: id, label: name }))}
        value={team || null}
        onChange={(next) => onChange(`${next ?? ''}#${role}`)}
      />
      <Autocomplete
        size="sm"
        aria-label={words.role}
        placeholder={words.role}
        data={[...new Set(['lead', ...roles])]}
        value={role}
        onChange={(next) => onChange(`${team}#${next}`)}
      />
    </Group>
  )
}

type NumericProps = { readonly value: RowValue | undefined; readonly onChange: (value: number | undefined) => void }

function Numeric({ value, onChange }: NumericProps) {
  return (
    <NumberInput
      size="sm"
      aria-label={words.value}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}

/** `P90D` as a number of days; another time, such as `P3M`, as it is written. */
function Days({ value, onChange }: FieldProps) {
  const days = /^(-?)P(\d+)D$/.exec(value)
  if (value !== '' && !days) {
    return (
      <TextInput
        size="sm"
        aria-label={words.days}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <NumberInput
      size="sm"
      aria-label={words.days}
      placeholder={words.days}
      allowDecimal={false}
      value={days ? Number(`${days[1]}${days[2]}`) : ''}
      onChange={(next) => onChange(typeof next === 'number' ? `${next < 0 ? '-' : ''}P${Math.abs(next)}D` : '')}
    />
  )
}
