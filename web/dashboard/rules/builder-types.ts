/** A row of the builder, as the API has it. */
export type BuilderRow = {
  readonly attribute?: string
  readonly operator: Operator
  readonly value?: RowValue
  readonly ignore_case?: boolean
}
export type RowValue = string | number | readonly (string | number)[]

/** Rows that are joined, of which some may be groups of rows. */
export type RuleRows = { readonly match: 'all' | 'any'; readonly rows: readonly (BuilderRow | RuleRows)[] }

const text = [
  ...(['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'not_starts_with'] as const),
  ...(['ends_with', 'not_ends_with', 'matches', 'not_matches', 'is_set', 'is_not_set'] as const),
] as const

/** What can be said of an attribute of a type, and of the person as a whole. */
export const operatorsOf = {
  text,
  mail: text,
  phone: text,
  zone: text,
  number: ['equals', 'not_equals', 'less', 'at_most', 'greater', 'at_least', 'is_set', 'is_not_set'],
  boolean: ['is_true', 'is_false', 'is_set', 'is_not_set'],
  date: ['less', 'at_most', 'greater', 'at_least', 'equals', 'reached', 'not_reached', 'is_set', 'is_not_set'],
  list: ['includes', 'not_includes', 'is_set', 'is_not_set'],
  path: ['within', 'not_within', 'equals', 'is_set', 'is_not_set'],
  group: ['member_of', 'not_member_of'],
  team: ['in_team', 'not_in_team'],
  role: ['has_role', 'not_has_role'],
  manager: ['reports_to', 'not_reports_to', 'reports_directly_to', 'not_reports_directly_to'],
} as const
export type SubjectType = keyof typeof operatorsOf
export type Operator = (typeof operatorsOf)[SubjectType][number]

export const subjects = ['group', 'team', 'role', 'manager'] as const
export type Subject = (typeof subjects)[number]

/** What a row is about: an attribute by its name, or one of the subjects behind a `#`. */
export function subjectOf({ attribute, operator }: BuilderRow): string {
  if (attribute !== undefined) return attribute
  const found = subjects.find((subject) => (operatorsOf[subject] as readonly string[]).includes(operator))
  return `#${found ?? 'group'}`
}

/** The type of what a row is about. Of an attribute that nobody knows it is that of texts. */
export function typeOf(subject: string, types: ReadonlyMap<string, string>): SubjectType {
  const type = subject.startsWith('#') ? subject.slice(1) : (types.get(subject) ?? 'text')
  return type in operatorsOf ? (type as SubjectType) : 'text'
}

export const isGroup = (row: BuilderRow | RuleRows): row is RuleRows => 'match' in row
export const takesValue = (operator: Operator) => !operator.startsWith('is_')
export const takesList = (operator: Operator) => operator === 'in' || operator === 'not_in'

const foldable = new Set<Operator>([
  ...(['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains'] as const),
  ...(['starts_with', 'not_starts_with', 'ends_with', 'not_ends_with'] as const),
])

/** Whether the comparison of a row may ignore the case. */
export function mayFold(operator: Operator, type: SubjectType): boolean {
  return foldable.has(operator) && (type === 'text' || type === 'mail')
}

/** Whether nothing is left to fill in. */
export function isComplete(builder: RuleRows): boolean {
  return builder.rows.every((row) => (isGroup(row) ? isComplete(row) : isRowComplete(row)))
}

function isRowComplete({ operator, value }: BuilderRow): boolean {
  if (!takesValue(operator)) return true
  if (operator.endsWith('has_role')) return typeof value === 'string' && /.#./.test(value)
  return typeof value === 'number' || (value !== undefined && value.length > 0)
}

/** What a builder begins with. */
export const emptyBuilder: RuleRows = { match: 'all', rows: [{ attribute: 'department', operator: 'equals' }] }

/** A row about something else: with a comparison that fits, and without a value. */
export function rowAbout(subject: string, type: SubjectType): BuilderRow {
  const [operator] = operatorsOf[type]
  return subject.startsWith('#') ? { operator } : { attribute: subject, operator }
}
