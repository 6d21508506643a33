import { type HierarchyPointNode, hierarchy, tree } from 'd3-hierarchy'
import type { ShownCard } from './chart-model.ts'

/** The size of a card, and the room between two. */
export const cardSize = { width: 216, height: 84 } as const
const gap = { side: 20, level: 52, stack: 24 } as const
/** So many people without reports stand below one another; more begin a next column. */
const columnLength = 6

/** Where a card is, by its upper left corner. */
export type PlacedCard = { readonly id: string; readonly x: number; readonly y: number }

/** A line between two cards: the points that it goes through. */
export type PlacedLine = { readonly id: string; readonly points: readonly (readonly [number, number])[] }

/** A chart as it is drawn. */
export type ChartLayout = {
  readonly cards: readonly PlacedCard[]
  readonly lines: readonly PlacedLine[]
  readonly width: number
  readonly height: number
}

/** In a column everybody is below the one before, so that no tree beside it can come too near. */
type Place = { readonly id: string; readonly below: readonly Place[]; readonly isStacked: boolean }

const top = ''

/**
 * Places cards from the top down. Managers stand side by side; those without reports of one manager stand in columns, as charts of
 * organizations have it: a manager of forty is not four hundred cards wide.
 */
export function layOutChart(shown: readonly ShownCard[]): ChartLayout {
  if (shown.length === 0) return { cards: [], lines: [], width: 0, height: 0 }
  const root = hierarchy<Place>({ id: top, below: shown.map(toPlace), isStacked: false }, ({ below }) => below)
  const placed = tree<Place>()
    .nodeSize([cardSize.width + gap.side, 1])
    .separation(() => 1)(root)
  const nodes = placed.descendants().filter(({ data }) => data.id !== top)
  const left = Math.min(...nodes.map(({ x }) => x))
  const heights = new Map<string, number>([[top, -cardSize.height - gap.level]])
  const cards = nodes.map(({ data, x, parent }) => {
    const above = heights.get(parent?.data.id ?? top) ?? 0
    const y = above + cardSize.height + (data.isStacked ? gap.stack : gap.level)
    heights.set(data.id, y)
    return { id: data.id, x: x - left, y }
  })
  const places = new Map(cards.map((card) => [card.id, card]))
  return {
    cards,
    lines: nodes.flatMap((node) => toLine(node, places)),
    width: Math.max(...cards.map(({ x }) => x)) + cardSize.width,
    height: Math.max(...cards.map(({ y }) => y)) + cardSize.height,
  }
}

function toPlace({ id, below }: ShownCard): Place {
  const leads = below.filter((one) => one.below.length > 0)
  const others = below.filter((one) => one.below.length === 0).map((one) => one.id)
  const isFew = others.length < 3
  const columns = isFew ? others.map((one) => [one]) : inColumns(others)
  return { id, isStacked: false, below: [...leads.map(toPlace), ...columns.flatMap((column) => toColumn(column))] }
}

function inColumns(ids: readonly string[]): string[][] {
  const length = Math.max(Math.min(columnLength, ids.length), Math.ceil(Math.sqrt(ids.length)))
  const count = Math.ceil(ids.length / length)
  const even = Math.ceil(ids.length / count)
  return Array.from({ length: count }, (_, index) => ids.slice(index * even, (index + 1) * even))
}

function toColumn([first, ...rest]: readonly string[], isStacked = false): Place[] {
  return first === undefined ? [] : [{ id: first, isStacked, below: toColumn(rest, true) }]
}

type Places = ReadonlyMap<string, PlacedCard>

/** From the manager down, across and down to the card; to those in a column along its left side. */
function toLine(node: HierarchyPointNode<Place>, places: Places): PlacedLine[] {
  let above = node.parent
  let isInColumn = node.children?.some(({ data }) => data.isStacked) ?? false
  isInColumn ||= node.data.isStacked
  for (let at = node; at.data.isStacked && at.parent; at = at.parent) above = at.parent.parent
  const [from, to] = [places.get(above?.data.id ?? ''), places.get(node.data.id)]
  if (!(from && to)) return []
  const middle = from.x + cardSize.width / 2
  const bend = from.y + cardSize.height + gap.level / 2
  const start: readonly [number, number][] = [
    [middle, from.y + cardSize.height],
    [middle, bend],
  ]
  const half = to.x + cardSize.width / 2
  const side = to.x - gap.side / 2
  const end: readonly [number, number][] = isInColumn
    ? [
        [side, bend],
        [side, to.y + cardSize.height / 2],
        [to.x, to.y + cardSize.height / 2],
      ]
    : [
        [half, bend],
        [half, to.y],
      ]
  return [{ id: `${from.id}/${to.id}`, points: [...start, ...end] }]
}

/** A dotted line: a curve from the side of one card to the side of another. */
export function dottedCurve(from: PlacedCard, to: PlacedCard): string {
  const isRight = from.x < to.x
  const start = { x: from.x + (isRight ? cardSize.width : 0), y: from.y + cardSize.height / 2 }
  const end = { x: to.x + (isRight ? 0 : cardSize.width), y: to.y + cardSize.height / 2 }
  const reach = Math.max(40, Math.abs(end.x - start.x) / 2) * (isRight ? 1 : -1)
  return `M${start.x},${start.y} C${start.x + reach},${start.y} ${end.x - reach},${end.y} ${end.x},${end.y}`
}

/** A line as the path of a picture. */
export function pathOf({ points }: PlacedLine): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x},${y}`).join(' ')
}
