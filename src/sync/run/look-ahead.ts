import type { SourcePage } from '../../connectors/connector.ts'
import { type ComparedPart, compareRecordsPart, splitCompared } from './compare-records-part.ts'
import { type PagePart, type RecordsPart, splitPage } from './page-parts.ts'
import type { RunContext } from './run-context.ts'

// What is planned and written in one turn keeps requests waiting: some milliseconds for so many.
const changedAtOnce = 250
const membersAtOnce = 2000

/** A page in parts, and what is known of their records already. */
export type PageAhead = {
  readonly page: SourcePage
  readonly parts: readonly PagePart[]
  readonly compared: ReadonlyMap<PagePart, ComparedPart>
}

/**
 * Compares the records of a page while the page `before` is committed, and makes parts of it. Whatever that one tells of too is
 * compared when its turn comes, and so is what cannot be compared now: whoever does it then is told why.
 */
export async function lookAhead(
  context: RunContext,
  page: SourcePage,
  before: SourcePage | null = null,
): Promise<PageAhead> {
  const told = before === null ? new Set<string>() : idsOf(before)
  const looked: (readonly [PagePart, ComparedPart | null])[] = []
  for (const part of splitPage(page, context.giveWay.pieceOf(membersAtOnce))) {
    const records = part.kind === 'records' && !isToldOf(part, told) ? part : null
    const found = records && (await compareRecordsPart(context, records).catch(() => null))
    if (records && found) looked.push(...splitCompared(records, found, context.giveWay.pieceOf(changedAtOnce)))
    else looked.push([part, null])
  }
  const compared = looked.flatMap(([part, found]) => (found ? [[part, found] as const] : []))
  return { page, parts: looked.map(([part]) => part), compared: new Map(compared) }
}

function idsOf({ users = [], groups = [], removed = [] }: SourcePage): ReadonlySet<string> {
  return new Set([...users, ...groups, ...removed].map(({ id }) => id))
}

function isToldOf({ users, groups }: RecordsPart, told: ReadonlySet<string>): boolean {
  return users.some(({ id }) => told.has(id)) || groups.some(({ id }) => told.has(id))
}
