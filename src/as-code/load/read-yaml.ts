import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { documentKinds } from '../../model/overlay/document.ts'
import { type Finding, finding, type Place } from './finding.ts'
import type { SourceFile } from './load-documents.ts'
import { type RawDocument, rawDocument } from './raw-document.ts'
import { type TooMuch, weighYaml } from './weigh-yaml.ts'

/** What one file may hold. */
export const fileLimits = { characters: 1_000_000, depth: 16, nodes: 50_000, documents: 1000 } as const

/** So many mistakes are told of one document: whoever reads them corrects those first. */
const mostFindings = 200

const bounds: Readonly<Record<TooMuch, { readonly size: string; readonly limit: string }>> = {
  values: { size: 'too many values', limit: String(fileLimits.nodes) },
  depth: { size: 'values nested too deep', limit: `${fileLimits.depth} levels` },
  documents: { size: 'too many documents', limit: String(fileLimits.documents) },
}

/** The documents of a file as YAML has them, before any schema. */
export function readYaml(file: SourceFile): { documents: RawDocument[]; findings: Finding[] } {
  const top = { file: file.path, line: 1, column: 1 }
  if (file.text.length > fileLimits.characters) {
    const size = { size: `${file.text.length} characters`, limit: String(fileLimits.characters) }
    return { documents: [], findings: [finding('file_too_large', { place: top }, size)] }
  }
  const isJson = /\.json$/i.test(file.path)
  if (isJson && !/"kind"/.test(file.text)) return { documents: [], findings: [] }
  return readDocuments(file, { top, isJson })
}

type Reading = { readonly top: Place; readonly isJson: boolean }

function readDocuments(file: SourceFile, { top, isJson }: Reading): { documents: RawDocument[]; findings: Finding[] } {
  const tooMuch = weighYaml(file.text, fileLimits)
  if (tooMuch) return { documents: [], findings: [finding('file_too_large', { place: top }, bounds[tooMuch])] }
  const lines = new LineCounter()
  const parsed = parse(file.text, lines)
  if (parsed === null) return { documents: [], findings: [finding('file_too_large', { place: top }, bounds.depth)] }
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file: file.path, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const findings: Finding[] = []
  const documents: RawDocument[] = []
  const holding = parsed.filter((each) => !isEmpty(each))
  for (const each of holding.slice(0, fileLimits.documents)) {
    const found = problemsOf(each, place)
    findings.push(...found)
    if (found.some(({ severity }) => severity === 'error')) continue
    if (isJson && isMap(each.contents) && !each.contents.has('kind')) continue
    documents.push(rawDocument({ yaml: each, text: file.text, place, lines }))
  }
  findings.push(...severalDocuments(file, holding, place))
  return { documents, findings }
}

/** Null for what is nested so deep that reading it fails. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed[] | null {
  try {
    const options = {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      resolveKnownTags: false,
    } as const
    const parsed = parseAllDocuments(text, { ...options, prettyErrors: false, logLevel: 'silent', lineCounter })
    return Array.isArray(parsed) ? parsed : []
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function isEmpty({ contents, errors }: Document.Parsed): boolean {
  if (errors.length > 0) return false
  return contents === null || (isScalar(contents) && contents.value === null)
}

function severalDocuments(file: SourceFile, holding: Document.Parsed[], place: (offset: number) => Place): Finding[] {
  const second = holding[1]
  if (!second) return []
  const where = place(second.contents?.range?.[0] ?? second.range[0])
  if (holding.length > fileLimits.documents) {
    const data = { size: `${holding.length} documents`, limit: String(fileLimits.documents) }
    return [finding('file_too_large', { place: where }, data)]
  }
  const folder = file.path.replace(/[^/]*$/, '')
  const kind = isMap(second.contents) ? String(second.contents.get('id') ?? 'another') : 'another'
  const data = { count: holding.length, example: `${folder}${kind}.yaml` }
  return [finding('several_documents', { place: where }, data)]
}

/** What is wrong with one document before any schema. */
function problemsOf(yaml: Document.Parsed, place: (offset: number) => Place): Finding[] {
  if (yaml.errors.length > 0) return syntaxFindings(yaml.errors, place)
  const walk: Walk = { place, findings: [], nodes: 0 }
  visit(yaml.contents, 1, walk)
  if (walk.nodes > fileLimits.nodes) {
    walk.findings.push(finding('file_too_large', { place: place(yaml.contents?.range?.[0] ?? 0) }, bounds.values))
  }
  if (walk.findings.length === 0 && !isMap(yaml.contents)) {
    const data = { problem: 'it is not made of keys and values.', kinds: Object.keys(documentKinds).join(', ') }
    walk.findings.push(finding('not_a_document', { place: place(yaml.contents?.range?.[0] ?? 0) }, data))
  }
  return walk.findings
}

/** One for each line: what follows from an error in the same line tells nothing more. */
function syntaxFindings(errors: readonly YAMLError[], place: (offset: number) => Place): Finding[] {
  const tooDeep = errors.find(({ message }) => /call stack/i.test(message))
  if (tooDeep) {
    return [finding('file_too_large', { place: place(tooDeep.pos[0]) }, bounds.depth)]
  }
  const lines = new Map<number, Finding>()
  for (const error of errors.slice(0, mostFindings)) {
    const where = place(error.pos[0])
    const problem = error.message.split('\n')[0]?.replace(/[.:]?$/, '.') ?? ''
    if (!lines.has(where.line)) lines.set(where.line, finding('yaml_syntax', { place: where }, { problem }))
  }
  return [...lines.values()]
}

type Walk = { readonly place: (offset: number) => Place; readonly findings: Finding[]; nodes: number }

function visit(node: unknown, depth: number, walk: Walk): void {
  walk.nodes += 1
  if (walk.nodes > fileLimits.nodes || walk.findings.length >= mostFindings || !isNode(node)) return
  const where = { place: walk.place(node.range?.[0] ?? 0) }
  if (isAlias(node)) {
    walk.findings.push(finding('alias_not_allowed', where, { name: node.source }))
    return
  }
  if (node.anchor !== undefined) walk.findings.push(finding('alias_not_allowed', where, { name: node.anchor }))
  if (node.tag !== undefined && !/^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/.test(node.tag))
    walk.findings.push(finding('tag_not_allowed', where, { tag: node.tag }))
  if (!isCollection(node)) return
  if (depth > fileLimits.depth) {
    walk.findings.push(finding('file_too_large', where, bounds.depth))
    return
  }
  if (isMap(node)) visitMap(node, depth, walk)
  else for (const item of node.items) visit(item, depth + 1, walk)
}

function isNode(node: unknown): node is Node & { anchor?: string } {
  return isAlias(node) || isScalar(node) || isCollection(node)
}

function visitMap(map: YAMLMap, depth: number, walk: Walk): void {
  const seen = new Map<string, number>()
  for (const { key, value } of map.items) {
    if (walk.findings.length >= mostFindings) return
    visitKey(key, seen, walk)
    visit(value, depth + 1, walk)
  }
}

function visitKey(key: unknown, seen: Map<string, number>, walk: Walk): void {
  const place = walk.place(isNode(key) ? (key.range?.[0] ?? 0) : 0)
  if (isAlias(key)) walk.findings.push(finding('alias_not_allowed', { place }, { name: key.source }))
  else if (!isScalar(key) || typeof key.value !== 'string') {
    const text = isScalar(key) ? String(key.source ?? key.value) : 'key'
    walk.findings.push(
      finding('impossible_key', { place }, { problem: `it is no text. Write it in quotes: "${text}".` }),
    )
  } else walk.findings.push(...textKeyFindings(key, place, seen))
}

function textKeyFindings(key: Scalar, place: Place, seen: Map<string, number>): Finding[] {
  const text = String(key.value)
  const first = seen.get(text)
  if (first === undefined) seen.set(text, place.line)
  const problem = 'it has a meaning of its own to programs. Choose another name.'
  return [
    ...(text === '__proto__' ? [finding('impossible_key', { place }, { problem })] : []),
    ...(text === '<<' && key.type === 'PLAIN' ? [finding('merge_key', { place }, {})] : []),
    ...(first === undefined ? [] : [finding('duplicate_key', { place }, { key: text, first })]),
    ...(key.anchor === undefined ? [] : [finding('alias_not_allowed', { place }, { name: key.anchor })]),
  ]
}
