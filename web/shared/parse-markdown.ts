/** A piece of running text. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly parts: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly parts: readonly Inline[] }

/** A block of a text: what stands below another. */
export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly type: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }

type Cell = readonly Inline[]

/** Reads the Markdown of our guides: headings, paragraphs, lists, tables, fenced code, and marks within a line. No HTML. */
export function parseMarkdown(text: string): readonly Block[] {
  return readBlocks(text.replaceAll('\r\n', '\n').split('\n'))
}

type Read = { readonly block: Block; readonly next: number }

function readBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    if (lineAt(lines, at).trim() === '') {
      at += 1
      continue
    }
    const { block, next } = readBlock(lines, at)
    blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lineAt(lines, at)
  const heading = /^(#{1,6}) +(.+)$/.exec(line)
  if (heading) {
    const [, marks = '', title = ''] = heading
    return { block: { type: 'heading', level: marks.length, parts: parseInline(title) }, next: at + 1 }
  }
  if (/^\s*```/.test(line)) return readFence(lines, at)
  if (line.startsWith('|')) return readTable(lines, at)
  if (markerOf(line)) return readList(lines, at)
  return readParagraph(lines, at)
}

function readFence(lines: readonly string[], at: number): Read {
  const end = lines.findIndex((line, index) => index > at && /^\s*```\s*$/.test(line))
  const last = end < 0 ? lines.length : end
  return { block: { type: 'code', text: lines.slice(at + 1, last).join('\n') }, next: last + 1 }
}

function readTable(lines: readonly string[], at: number): Read {
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'))
  const next = end < 0 ? lines.length : end
  const [head = [], ...rows] = lines
    .slice(at, next)
    .filter((line) => !/^\|[\s|:-]+\|$/.test(line))
    .map(cellsOf)
  return { block: { type: 'table', head, rows }, next }
}

function cellsOf(line: string): readonly Cell[] {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
  return cells.map((cell) => parseInline(cell.trim().replaceAll('\\|', '|')))
}

function readParagraph(lines: readonly string[], at: number): Read {
  let next = at + 1
  while (next < lines.length && continuesParagraph(lineAt(lines, next))) next += 1
  const text = lines.slice(at, next).map((line) => line.trim())
  return { block: { type: 'paragraph', parts: parseInline(text.join(' ')) }, next }
}

function continuesParagraph(line: string): boolean {
  return (
    line.trim() !== '' && !/^\s*```/.test(line) && !line.startsWith('|') && !/^#{1,6} /.test(line) && !markerOf(line)
  )
}

type Marker = { readonly indent: number; readonly isOrdered: boolean; readonly width: number }

function markerOf(line: string): Marker | null {
  const [whole, spaces = '', mark = ''] = /^(\s*)([-*]|\d+\.)\s+(?=\S)/.exec(line) ?? []
  return whole === undefined ? null : { indent: spaces.length, isOrdered: /\d/.test(mark), width: whole.length }
}

/** The lines of an item are those that stand as far in as its text. */
function readList(lines: readonly string[], at: number): Read {
  const first = markerOf(lineAt(lines, at))
  const items: (readonly Block[])[] = []
  let next = at
  for (;;) {
    const marker = markerOf(lineAt(lines, next))
    if (!first || !marker || marker.indent !== first.indent || marker.isOrdered !== first.isOrdered) break
    const end = endOfItem(lines, next + 1, marker.indent)
    const own = lines
      .slice(next, end)
      .map((line, index) => (index === 0 ? line.slice(marker.width) : outdent(line, marker)))
    items.push(readBlocks(own))
    next = end
    while (next < lines.length && lineAt(lines, next).trim() === '' && markerOf(lineAt(lines, next + 1))) next += 1
  }
  return { block: { type: 'list', isOrdered: first?.isOrdered ?? false, items }, next: Math.max(next, at + 1) }
}

function endOfItem(lines: readonly string[], from: number, indent: number): number {
  let end = from
  while (end < lines.length) {
    const line = lineAt(lines, end)
    const isBlank = line.trim() === ''
    const within = /^\s*/.exec(line)?.[0].length ?? 0
    const isNextDeeper = isBlank && /^\s+\S/.test(lineAt(lines, end + 1)) && indentOf(lineAt(lines, end + 1)) > indent
    if (isBlank ? !isNextDeeper : within <= indent && (markerOf(line) !== null || isBlankBefore(lines, end))) break
    end += 1
  }
  return end
}

function isBlankBefore(lines: readonly string[], at: number): boolean {
  return lineAt(lines, at - 1).trim() === ''
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)?.[0].length ?? 0
}

function outdent(line: string, { width }: Marker): string {
  return line.slice(Math.min(width, indentOf(line)))
}

function lineAt(lines: readonly string[], at: number): string {
  return lines[at] ?? ''
}

const marks = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)/

/** Reads the marks within a line. */
export function parseInline(text: string): readonly Inline[] {
  const found = marks.exec(text)
  if (!found) return text === '' ? [] : [{ type: 'text', text }]
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + found[0].length)
  const own: readonly Inline[] = before === '' ? [] : [{ type: 'text', text: before }]
  return [...own, toInline(found), ...parseInline(after)]
}

function toInline([whole, code, strong, emphasis, label, href]: RegExpExecArray): Inline {
  if (code !== undefined) return { type: 'code', text: code }
  if (strong !== undefined) return { type: 'strong', parts: parseInline(strong) }
  if (emphasis !== undefined) return { type: 'emphasis', parts: parseInline(emphasis) }
  // What leads elsewhere than to a page or an address is no link of ours.
  if (label === undefined || href === undefined || !/^(https?:|mailto:)/.test(href))
    return { type: 'text', text: label ?? whole }
  return { type: 'link', href, parts: parseInline(label) }
}
