import type { z } from 'zod'
import { SecretRef } from '../../model/overlay/directory-document.ts'
import type { Address, DocumentKind } from '../../model/overlay/document.ts'
import { suggestName } from '../../platform/did-you-mean.ts'
import { type Finding, finding } from './finding.ts'
import type { Path } from './loaded-document.ts'
import type { RawDocument } from './raw-document.ts'
import { keysAt, shapeOf, shapesAt } from './schema-shape.ts'
import { describeShape, describeValue } from './schema-words.ts'

type Issue = z.core.$ZodIssue
type Subject = { readonly raw: RawDocument; readonly kind: DocumentKind; readonly address: Address | null }

/** So many are told of one document: whoever reads them corrects those first. */
const mostIssues = 200

/** What a schema found, in words and with places. */
export function schemaFindings(raw: RawDocument, kind: DocumentKind, issues: readonly Issue[]): Finding[] {
  const id = (raw.value as { id?: unknown }).id
  const address = typeof id === 'string' && id !== '' ? (`${kind}/${id}` as const) : null
  return issues.slice(0, mostIssues).flatMap((issue) => fromIssue({ raw, kind, address }, issue, toPath(issue.path)))
}

function fromIssue(subject: Subject, issue: Issue, path: Path): Finding[] {
  if (isSecret(subject, path)) return [finding('secret_in_file', at(subject, path), {})]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostIssues).map((key) => unknownKey(subject, path, key))
    case 'invalid_union':
      return fromUnion(subject, issue, path)
    case 'invalid_key':
      return [invalidKey(subject, path, issue.issues[0]?.message ?? 'cannot be a key')]
    default:
      return [fromValue(subject, issue, path)]
  }
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)))
}

function at({ raw, address }: Subject, path: Path, part?: 'key') {
  return { place: raw.placeOf(path, part), address }
}

/** A secret that stands in the file instead of where it is kept. The value is not repeated in the finding. */
function isSecret({ raw, kind }: Subject, path: Path): boolean {
  if (kind !== 'Directory' || path[0] !== 'secrets' || path.length !== 2) return false
  const value = valueAt(raw.value, path)
  return typeof value === 'string' && !SecretRef.safeParse(value).success
}

function unknownKey(subject: Subject, path: Path, key: string): Finding {
  const data = { kind: subject.kind, key, hint: suggestName(key, keysAt(shapeOf(subject.kind), path)) }
  return finding('unknown_key', at(subject, [...path, key], 'key'), data)
}

/** Of several forms the one that was meant: that of the right type with the least wrong. */
function fromUnion(subject: Subject, issue: z.core.$ZodIssueInvalidUnion, path: Path): Finding[] {
  const meant = issue.errors
    .filter((errors) => !errors.some(({ code, path: below }) => code === 'invalid_type' && below.length === 0))
    .sort((a, b) => missing(a) - missing(b) || a.length - b.length)[0]
  if (!meant) return [wrongType(subject, path)]
  return meant.flatMap((each) => fromIssue(subject, each, [...path, ...toPath(each.path)]))
}

function missing(errors: readonly Issue[]): number {
  return errors.filter(({ code }) => code === 'unrecognized_keys').length
}

function fromValue(subject: Subject, issue: Issue, path: Path): Finding {
  const value = valueAt(subject.raw.value, path)
  if (value === undefined) {
    const key = path.join('.')
    return finding('missing_key', at(subject, path), { key, what: wanted(subject, path) })
  }
  if (issue.code === 'invalid_type') return wrongType(subject, path)
  if (issue.code === 'invalid_value') return invalidChoice(subject, issue, { path, value })
  if (issue.code === 'too_small' || issue.code === 'too_big') return invalidValue(subject, path, bounds(issue))
  return invalidValue(subject, path, problemOf(issue))
}

function wanted({ kind }: Subject, path: Path): string {
  const shapes = shapesAt(shapeOf(kind), path)
  const about = shapes[0]?.description
  const text = shapes.map(describeShape).join(', or ') || 'a value'
  return about ? `${text}. ${about}` : `${text}.`
}

function wrongType(subject: Subject, path: Path): Finding {
  const given = valueAt(subject.raw.value, path)
  const shapes = shapesAt(shapeOf(subject.kind), path)
  const wantsText = shapes.some(({ type }) => type === 'string')
  const wantsList = shapes.some(({ type }) => type === 'array')
  const isSingle = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean'
  let hint = ''
  if (wantsText && isSingle) hint = `Write it in quotes: "${given}".`
  else if (wantsList && isSingle) hint = `Write it as a list: [${given}].`
  const text = shapes.map(describeShape).join(' or ') || 'something else'
  const data = { key: path.join('.') || 'the document', wanted: text, given: describeValue(given), hint }
  return finding('wrong_type', at(subject, path), data)
}

type Choice = { readonly path: Path; readonly value: unknown }

function invalidChoice(subject: Subject, issue: z.core.$ZodIssueInvalidValue, { path, value }: Choice): Finding {
  const values = issue.values.map(String)
  if (typeof value !== 'string' && values.every((each) => typeof each === typeof value)) return wrongType(subject, path)
  const one = values.length === 1
  const isText = typeof value === 'string'
  const problem = one
    ? `must be ${JSON.stringify(issue.values[0])}`
    : `cannot be ${isText ? `"${value}"` : describeValue(value)}`
  const hint = one ? 'Write that.' : (isText && suggestName(value, values)) || `Possible: ${values.join(', ')}.`
  return finding('invalid_value', at(subject, path), { key: path.join('.'), problem, hint })
}

function invalidValue(subject: Subject, path: Path, problem: string): Finding {
  const data = { key: path.join('.'), problem, hint: hintFor(subject, path) }
  return finding('invalid_value', at(subject, path), data)
}

function invalidKey(subject: Subject, path: Path, problem: string): Finding {
  const parent = shapesAt(shapeOf(subject.kind), path.slice(0, -1))
  const about = parent.find(({ propertyNames }) => propertyNames?.description)?.propertyNames?.description
  const data = { key: String(path.at(-1)), problem, hint: about ?? 'Choose another name.' }
  return finding('invalid_value', at(subject, path, 'key'), data)
}

function hintFor({ raw, kind }: Subject, path: Path): string {
  const value = valueAt(raw.value, path)
  if (/^(id|parent|orgUnit)$/.test(String(path[0])) && typeof value === 'string') {
    const id = value
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 63)
    if (id !== '' && id !== value) return `Write "${id}", for example.`
  }
  if (typeof value === 'string' && /^[^\s:@]+@[^\s@]+$/.test(value)) return `Write "mail:${value}".`
  const shape = shapesAt(shapeOf(kind), path)[0]
  const about = shape?.format === 'date' ? undefined : shape?.description
  return about ? `It is: ${about}` : 'Correct it here.'
}

function bounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
  if (issue.origin === 'string') return `must have ${bound} character${/ 1$/.test(bound) ? '' : 's'}`
  if (issue.origin === 'array') return `must have ${bound} element${/ 1$/.test(bound) ? '' : 's'}`
  return `must be ${bound}`
}

function problemOf(issue: Issue): string {
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return 'must be a day that there is, such as 2027-03-31'
  return /^(must|has|is|names|cannot)\b/.test(issue.message) ? issue.message : 'has a value that is not possible'
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Record<string | number, unknown>)[step]
  }
  return found
}
