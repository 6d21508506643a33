import { type Budget, expressionLimits } from '../../expressions/outcome.ts'
import type { MappingLine } from '../../model/connection.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import type { UserAttributes } from '../../model/user.ts'
import { type CompiledLine, compileLine } from './compile-line.ts'
import { emailsIn, orderedEmails } from './convert-emails.ts'
import type { Mapped, Mapping, MappingProblem } from './mapping.ts'
import { converterFor, customPrefix, type DeclaredAttribute } from './targets.ts'

/** The lines of a mapping: those of the connector, which hold for every target that the directory's own do not name. */
export type MappingSource = {
  readonly connector: readonly MappingLine[]
  readonly own: readonly MappingLine[]
  readonly customAttributes: readonly DeclaredAttribute[]
}

/** A mapping whose lines can be looked at one by one. */
export type CompiledMapping = Mapping & { readonly lines: readonly CompiledLine[] }

/**
 * Makes a mapping ready for every record of a run. It does not throw: lines of custom attributes that are declared no more do
 * nothing, and those that cannot be compiled any more are a problem of each record.
 */
export function compileMapping({ connector, own, customAttributes }: MappingSource): CompiledMapping {
  const lines = effectiveLines(connector, own).flatMap((line) => {
    const convert = converterFor(line.target, customAttributes)
    return convert ? [compileLine(line, convert)] : []
  })
  const isManagerMapped = [...connector, ...own].some(({ target }) => target === 'manager')
  return { lines, apply: (user) => applyLines(user, lines, isManagerMapped) }
}

/** The lines that count, by the order of their targets: own ones replace the connector's, empty ones switch a target off. */
export function effectiveLines(connector: readonly MappingLine[], own: readonly MappingLine[]): MappingLine[] {
  const byTarget = new Map([...connector, ...own].map((line) => [line.target, line]))
  return [...byTarget.values()]
    .filter(({ expression }) => expression.trim() !== '')
    .sort((one, other) => (one.target < other.target ? -1 : 1))
}

/** The custom attributes that repeat standard ones, as WorkOS has them: derived, so that both never differ. */
export function withRepeatedAttributes(attributes: UserAttributes): UserAttributes {
  const { emails, job_title, username } = attributes
  const custom: JsonObject = { ...attributes.custom_attributes }
  const repeated: Record<string, Json> = {
    emails: emails.length > 0 ? emails.map((email): JsonObject => ({ ...email })) : null,
    job_title,
    username,
  }
  for (const [name, value] of Object.entries(repeated)) {
    if (value === null) delete custom[name]
    else custom[name] = value
  }
  const names = Object.keys(custom).sort()
  return { ...attributes, custom_attributes: Object.fromEntries(names.map((name) => [name, custom[name]])) }
}

type Values = {
  readonly byTarget: Map<string, Json>
  readonly unknown: Set<string>
  readonly problems: MappingProblem[]
  readonly budget: Budget
}

function applyLines(user: SourceUser, lines: readonly CompiledLine[], isManagerMapped: boolean): Mapped {
  const values: Values = {
    byTarget: new Map(),
    unknown: new Set(),
    problems: [],
    budget: { work: expressionLimits.recordWork },
  }
  for (const line of lines) evaluateLine(line, user, values)
  if (!isManagerMapped && user.unknown?.includes('manager')) values.unknown.add('manager')
  const { byTarget, unknown, problems } = values
  const attributes = attributesOf(values)
  const manager = isManagerMapped ? textIn(byTarget, 'manager') : (user.manager ?? null)
  const userName = attributes.username
  if (userName === null) {
    return { content: null, unknown, manager, problems: [usernameMissing(lines), ...problems] }
  }
  const content = {
    userName,
    externalId: user.id,
    active: user.status === 'active',
    attributes,
    document: user.attributes,
  }
  return { content, unknown, manager, problems }
}

/** What is wrong with a value must not take away the one that is stored, so that such a target is unknown, too. */
function evaluateLine(line: CompiledLine, user: SourceUser, values: Values): void {
  const { byTarget, unknown, problems, budget } = values
  const { target } = line
  const isHidden = user.unknown !== undefined && user.unknown.length > 0 && line.dependsOn(user.unknown)
  if (isHidden) unknown.add(target)
  if (isHidden && target !== 'username') return
  const { value, problem } = line.evaluate(user.attributes, budget)
  if (value !== null) byTarget.set(target, value)
  if (!problem) return
  problems.push({ target, ...problem })
  if (value === null) unknown.add(target)
}

function attributesOf({ byTarget, unknown }: Values): UserAttributes {
  const [first, last] = [textIn(byTarget, 'first_name'), textIn(byTarget, 'last_name')]
  const mainEmail = textIn(byTarget, 'email')
  const emails = orderedEmails(emailsIn(byTarget.get('emails')), mainEmail)
  const custom: JsonObject = {}
  for (const [target, value] of byTarget) {
    if (target.startsWith(customPrefix)) custom[target.slice(customPrefix.length)] = value
  }
  const attributes = {
    first_name: first,
    last_name: last,
    name: textIn(byTarget, 'name') ?? ([first, last].filter((part) => part !== null).join(' ') || null),
    email: mainEmail ?? emails[0]?.value ?? null,
    emails,
    job_title: textIn(byTarget, 'job_title'),
    username: textIn(byTarget, 'username'),
    custom_attributes: custom,
  }
  spreadUnknown(byTarget, unknown)
  return withRepeatedAttributes(attributes)
}

/** What is derived from something unknown is unknown as well. */
function spreadUnknown(byTarget: ReadonlyMap<string, Json>, unknown: Set<string>): void {
  if (unknown.size === 0) return
  if (!byTarget.has('name') && (unknown.has('first_name') || unknown.has('last_name'))) unknown.add('name')
  if (unknown.has('email')) unknown.add('emails')
  if (unknown.has('emails') && !byTarget.has('email')) unknown.add('email')
  for (const target of ['emails', 'job_title', 'username']) {
    if (unknown.has(target)) unknown.add(`${customPrefix}${target}`)
  }
}

function usernameMissing(lines: readonly CompiledLine[]): MappingProblem {
  const line = lines.find(({ target }) => target === 'username')
  const text = line
    ? `"${line.expression}" gives no username. Fill it in at the source, or map the username from another attribute.`
    : 'No line of the mapping gives the username. Add one.'
  return { target: 'username', code: 'username_missing', text }
}

function textIn(byTarget: ReadonlyMap<string, Json>, target: string): string | null {
  const value = byTarget.get(target)
  return typeof value === 'string' ? value : null
}
