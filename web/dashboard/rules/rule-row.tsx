import { ActionIcon, Group, Select, Tooltip } from '@mantine/core'
import { IconLetterCase, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { RuleVocabulary } from '../../shared/api-types.ts'
import {
  type BuilderRow,
  mayFold,
  type Operator,
  operatorsOf,
  rowAbout,
  type SubjectType,
  subjectOf,
  subjects,
  takesList,
  takesValue,
  typeOf,
} from './builder-types.ts'
import { RowValueField } from './row-value.tsx'
import { strings } from './strings.en.ts'

const words = strings.builder

type RuleRowProps = {
  readonly organization: string
  readonly vocabulary: RuleVocabulary | undefined
  readonly row: BuilderRow
  readonly number: number
  readonly onChange: (row: BuilderRow) => void
  readonly onRemove: () => void
}

/** A row: what it is about, what is said of it, and the value. */
export function RuleRow({ organization, vocabulary, row, number, onChange, onRemove }: RuleRowProps) {
  const types = useMemo(() => new Map(vocabulary?.attributes.map(({ name, type }) => [name, type])), [vocabulary])
  const subject = subjectOf(row)
  const type = typeOf(subject, types)
  return (
    <Group gap="xs" align="flex-start" role="group" aria-label={words.row(number)} wrap="nowrap">
      <Group gap="xs" style={{ flex: 1, minWidth: 0 }} align="flex-start">
        <Select
          size="sm"
          searchable
          allowDeselect={false}
          aria-label={words.attribute}
          style={{ flex: '1 1 125px' }}
          data={subjectsOf(vocabulary, subject)}
          value={subject}
          onChange={(next) => next && next !== subject && onChange(rowAbout(next, typeOf(next, types)))}
        />
        <Select
          size="sm"
          allowDeselect={false}
          aria-label={words.operator}
          style={{ flex: '1 1 115px' }}
          data={operatorsFor(type, row.operator)}
          value={row.operator}
          onChange={(next) => next && onChange(withOperator(row, next as Operator, type))}
        />
        {takesValue(row.operator) && (
          <div style={{ flex: '2 1 125px', minWidth: 0 }}>
            <RowValueField {...{ organization, vocabulary, row, type, onChange }} />
          </div>
        )}
      </Group>
      {mayFold(row.operator, type) && <CaseSwitch row={row} onChange={onChange} />}
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={words.remove(number)} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

function CaseSwitch({ row, onChange }: Pick<RuleRowProps, 'row' | 'onChange'>) {
  const { ignore_case: folds, ...rest } = row
  return (
    <Tooltip label={words.ignoreCase}>
      <ActionIcon
        variant={folds ? 'light' : 'subtle'}
        color={folds ? undefined : 'gray'}
        size={36}
        aria-label={words.ignoreCase}
        aria-pressed={folds === true}
        onClick={() => onChange(folds ? rest : { ...rest, ignore_case: true })}
      >
        <IconLetterCase size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function subjectsOf(vocabulary: RuleVocabulary | undefined, current: string) {
  const attributes = vocabulary?.attributes ?? []
  const items = (own: boolean) =>
    attributes.filter((one) => one.own === own).map(({ name, title }) => ({ value: name, label: title }))
  const member = subjects.map((one) => ({ value: `#${one}`, label: words.subjects[one] }))
  const isKnown = current.startsWith('#') || attributes.some(({ name }) => name === current)
  const unknown = isKnown ? [] : [{ value: current, label: current }]
  const sections = [
    { group: words.sections.person, items: [...unknown, ...items(false)] },
    { group: words.sections.member, items: member },
    { group: words.sections.own, items: items(true) },
  ]
  return sections.filter((section) => section.items.length > 0)
}

function operatorsFor(type: SubjectType, current: Operator) {
  const known: readonly Operator[] = operatorsOf[type]
  const all = known.includes(current) ? known : [...known, current]
  const dates: Readonly<Record<string, string>> = type === 'date' ? strings.dateOperators : {}
  return all.map((value) => ({ value, label: dates[value] ?? strings.operators[value] }))
}

/** The value stays where the new comparison takes one of the same form. */
function withOperator(
  { value, ignore_case: folds, ...row }: BuilderRow,
  operator: Operator,
  type: SubjectType,
): BuilderRow {
  const isSame = takesValue(operator) && takesList(operator) === Array.isArray(value) && !operator.endsWith('reached')
  const list = takesList(operator) && typeof value === 'string' && value !== '' ? [value] : undefined
  const kept = isSame && value !== undefined ? { value } : list ? { value: list } : {}
  return { ...row, operator, ...kept, ...(folds && mayFold(operator, type) && { ignore_case: true }) }
}
