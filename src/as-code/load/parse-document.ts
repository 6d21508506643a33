import { addressOf, type DocumentKind, documentKinds, type OverlayDocument } from '../../model/overlay/document.ts'
import { suggestName } from '../../platform/did-you-mean.ts'
import { type Finding, finding } from './finding.ts'
import type { LoadedDocument } from './loaded-document.ts'
import type { RawDocument } from './raw-document.ts'
import { schemaFindings } from './schema-findings.ts'
import { describeValue } from './schema-words.ts'

/** Parses a document by the schema of its kind. */
export function parseDocument(raw: RawDocument): { document: LoadedDocument | null; findings: Finding[] } {
  const kind = kindOf(raw)
  if (typeof kind !== 'string') return { document: null, findings: [kind] }
  const empty = emptyValues(raw, kind)
  const parsed = documentKinds[kind].safeParse(raw.value)
  if (!parsed.success) {
    const others = schemaFindings(raw, kind, parsed.error.issues)
    return { document: null, findings: [...empty, ...others.filter((each) => !empty.some(isAt(each)))] }
  }
  if (empty.length > 0) return { document: null, findings: empty }
  const document: OverlayDocument = parsed.data
  const { placeOf, placeWithin, place, value } = raw
  const loaded = { ...place, document, address: addressOf(document), written: value, placeOf, placeWithin }
  return { document: loaded, findings: [] }
}

/** What has no value fits no schema either; that is said once. */
function isAt({ line, column }: Finding): (other: Finding) => boolean {
  return (other) => other.line === line && other.column === column
}

function kindOf(raw: RawDocument): DocumentKind | Finding {
  const kinds = Object.keys(documentKinds)
  const given = isObject(raw.value) ? raw.value.kind : undefined
  if (given === undefined || given === null) {
    const data = { problem: 'it does not say of which kind it is.', kinds: kinds.join(', ') }
    return finding('not_a_document', { place: raw.place }, data)
  }
  const known = kindOfValue(raw.value)
  if (known) return known
  const named = typeof given === 'string' ? given : describeValue(given)
  const data = { kind: named, hint: suggestName(named, kinds) }
  return finding('unknown_kind', { place: raw.placeOf(['kind']) }, data)
}

/** The kind that something says to be of; null where there is no such kind. */
export function kindOfValue(value: unknown): DocumentKind | null {
  const kind = isObject(value) ? value.kind : undefined
  return typeof kind === 'string' && Object.hasOwn(documentKinds, kind) ? (kind as DocumentKind) : null
}

/** So many are told of one document: to find the place of each takes time. */
const mostFindings = 200

/** Keys that are there without a value: a list of which the last element was deleted reads so. */
function emptyValues(raw: RawDocument, kind: DocumentKind): Finding[] {
  const findings: Finding[] = []
  const open: { value: unknown; path: (string | number)[] }[] = [{ value: raw.value, path: [] }]
  for (let each = open.pop(); each && findings.length < mostFindings; each = open.pop()) {
    const { value, path } = each
    if (kind === 'Test' && path[2] === 'given') continue
    if (value === null) {
      const concern = { place: raw.placeOf(path), address: addressIn(raw, kind) }
      findings.push(finding('empty_value', concern, { key: path.join('.') }))
    }
    if (Array.isArray(value))
      open.push(...value.map((item: unknown, index) => ({ value: item, path: [...path, index] })))
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) open.push({ value: item, path: [...path, key] })
  }
  return findings
}

/** The address of a document that did not pass its schema, as far as its id can be read. */
export function addressIn({ value }: RawDocument, kind: DocumentKind): LoadedDocument['address'] | null {
  const id = isObject(value) ? value.id : undefined
  return typeof id === 'string' && id !== '' ? `${kind}/${id}` : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
