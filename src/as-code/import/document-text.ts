import { Document, isMap, isScalar, isSeq, type Node, Scalar, visit } from 'yaml'
import type { OverlayDocument } from '../../model/overlay/document.ts'

/** Where in a document a remark stands: the way to a value, or to an entry of a list. */
export type Note = { readonly path: readonly (string | number)[]; readonly text: string }

export type DocumentTextOptions = {
  /** Stands above the document. */
  readonly header?: readonly string[] | undefined
  /** Stand behind values, on the same line. */
  readonly notes?: readonly Note[] | undefined
}

const wideEnough = 110

/** A document as a person would write it in a file: keys in a fixed order, remarks where they belong, texts unquoted where they can be. */
export function documentText(document: OverlayDocument, { header = [], notes = [] }: DocumentTextOptions = {}): string {
  const yaml = new Document(inOrder(document), { version: '1.2', aliasDuplicateObjects: false })
  visit(yaml, { Scalar: (_, scalar) => void quoteLines(scalar) })
  for (const { path, text } of notes) noteAt(yaml, path, text)
  if (header.length > 0) yaml.commentBefore = header.map((line) => ` ${oneLine(line)}`).join('\n')
  return yaml.toString({ lineWidth: wideEnough, indentSeq: true, flowCollectionPadding: false })
}

/** A text of several lines stands as it is where indentation and ends of lines cannot change it, and is quoted elsewhere. */
function quoteLines(scalar: Scalar): void {
  const { value } = scalar
  if (typeof value !== 'string' || !/[\n\r\u0085\u2028\u2029]/.test(value)) return
  const isPlain = value.split('\n').every((line, index) => /^(\S(.*\S)?)?$/u.test(line) && (index > 0 || line !== ''))
  scalar.type = isPlain && /\S\n?$/.test(value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE
}

const keyOrder = ['kind', 'id', 'previously', 'name', 'description', 'type', 'parent', 'orgUnit', 'lead', 'members']

/** The document with what it is first, who is in it next, and the rest as it was. */
function inOrder(document: OverlayDocument): Record<string, unknown> {
  const rank = (key: string) => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length)
  const entries = Object.entries(document).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => rank(a) - rank(b)))
}

function noteAt(yaml: Document, path: readonly (string | number)[], text: string): void {
  const node = yaml.getIn(path, true)
  if (isScalar(node)) node.comment = ` ${oneLine(text)}`
  else if (isMap(node) || isSeq(node)) putAbove(yaml, path, text)
}

/** A remark on a list or an object stands above its key. */
function putAbove(yaml: Document, path: readonly (string | number)[], text: string): void {
  const parent = path.length === 1 ? yaml.contents : (yaml.getIn(path.slice(0, -1), true) as Node | undefined)
  const key = path.at(-1)
  if (!isMap(parent)) return
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
  if (pair) (pair.key as Scalar).commentBefore = ` ${oneLine(text)}`
}

/** Text of others as one line that ends no comment. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}
