import { all, any, type Condition, comparison, not, quoted, term, writeCondition } from '../convert/condition.ts'
import { refuse } from '../refuse.ts'
import { foldable, rowOperators } from './row-forms.ts'
import type { BuilderRow, RuleBuilder } from './rule-builder.ts'

/** Writes the rows of the builder as a rule. */
export function fromBuilder(builder: RuleBuilder): string {
  return writeCondition(conditionOf(builder, 1))
}

const deepest = 5

function conditionOf(builder: RuleBuilder, depth: number): Condition {
  if (depth > deepest) refuse(`Rows are grouped more than ${deepest} deep.`)
  const parts = builder.rows.map((row) => ('match' in row ? conditionOf(row, depth + 1) : rowCondition(row)))
  return builder.match === 'all' ? all(...parts) : any(...parts)
}

function rowCondition(row: BuilderRow): Condition {
  const { form, isDenied } = rowOperators[row.operator]
  const condition =
    form.by === 'person' ? term(`person.${form.name}(${namesOf(row).map(quoted).join(', ')})`) : ofAttribute(row)
  return isDenied ? not(condition) : condition
}

function ofAttribute(row: BuilderRow): Condition {
  const { form } = rowOperators[row.operator]
  if (row.attribute === undefined) return refuse(`A row with "${row.operator}" needs an attribute.`)
  const plain = `person.${row.attribute}`
  const path = row.ignore_case && foldable.has(row.operator) ? `${plain}.lower()` : plain
  switch (form.by) {
    case 'compare':
      return comparison(`${path} ${form.sign} ${scalar(row, row.value)}`)
    case 'in':
      return comparison(
        `${path} in [${listOf(row)
          .map((value) => scalar(row, value))
          .join(', ')}]`,
      )
    case 'includes':
      return comparison(`${scalar(row, row.value)} in ${plain}`)
    case 'has':
      return term(`has(${plain})`)
    case 'true':
      return term(plain)
    default:
      return term(`${path}.${form.name}(${scalar(row, row.value)})`)
  }
}

function scalar(row: BuilderRow, value: BuilderRow['value']): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return refuse(`A row with "${row.operator}" needs a value.`)
  return quoted(row.ignore_case && foldable.has(row.operator) ? value.toLowerCase() : value)
}

function listOf({ operator, value }: BuilderRow): readonly (string | number)[] {
  return Array.isArray(value) ? value : refuse(`A row with "${operator}" needs a list of values.`)
}

/** `<team>#<role>` is two. */
function namesOf({ operator, value }: BuilderRow): readonly string[] {
  if (typeof value !== 'string' || value === '') return refuse(`A row with "${operator}" needs a value.`)
  const names = operator.endsWith('has_role') ? value.split('#') : [value]
  if (operator.endsWith('has_role') && names.length !== 2) refuse('A role is written <team>#<role>.')
  return names
}
