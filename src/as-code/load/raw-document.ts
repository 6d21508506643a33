import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml'
import type { Place } from './finding.ts'
import type { Part, Path, Places } from './loaded-document.ts'

/** A document of a file before its schema, with the places of its parts. */
export type RawDocument = Places & { readonly value: unknown; readonly place: Place }

type Source = {
  readonly yaml: Document.Parsed
  readonly text: string
  readonly place: (offset: number) => Place
  readonly lines: LineCounter
}

/** Makes a document of what YAML read. */
export function rawDocument(source: Source): RawDocument {
  const { yaml, place } = source
  return {
    value: yaml.toJS({ maxAliasCount: 0 }),
    place: place(startOf(yaml.contents)),
    placeOf: (path, part = 'value') => place(startOf(nodeAt(yaml.contents, path, part))),
    placeWithin: (path, position) => withinText(source, nodeAt(yaml.contents, path, 'value'), position),
  }
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

/** The node at a path, or the nearest above it. */
function nodeAt(root: Node | null, path: Path, part: Part): Node | null {
  let node = root
  for (const [index, step] of path.entries()) {
    const below = stepInto(node, step, index === path.length - 1 ? part : 'value')
    if (below === null) return node
    node = below
  }
  return node
}

function stepInto(node: Node | null, step: string | number, part: Part): Node | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return isNode(item) ? item : null
  }
  if (!isMap(node)) return null
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(step))
  if (!pair) return null
  const wanted = part === 'key' || (isScalar(pair.value) && pair.value.value === null) ? pair.key : pair.value
  return isNode(wanted) ? wanted : null
}

/** Where a character of a text stands: known for texts that stand in the file as they are. */
function withinText({ text, place }: Source, node: Node | null, position: number): Place {
  const start = startOf(node)
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return place(start)
  const source = text.slice(start, node.range[1])
  const plain = source.indexOf(node.value)
  if (plain >= 0) return place(start + plain + position)
  return node.type === 'BLOCK_LITERAL' ? place(withinBlock(source, node.value, { start, position })) : place(start)
}

/** Of a block (`|`): the lines of the value are those of the file, less their indentation. */
function withinBlock(source: string, value: string, at: { start: number; position: number }): number {
  const before = value.slice(0, at.position).split('\n')
  const lines = source.split('\n')
  const indentation = /^ */.exec(lines[1] ?? '')?.[0].length ?? 0
  const skipped = lines.slice(0, before.length).reduce((sum, line) => sum + line.length + 1, 0)
  return at.start + skipped + indentation + (before.at(-1)?.length ?? 0)
}
