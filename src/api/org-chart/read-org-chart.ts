import type { JsonObject } from '../../model/json.ts'
import type { Person } from '../../model/person.ts'
import type { Queryable } from '../../store/database.ts'
import { readManagerChains } from '../../store/overlay/members-people.ts'
import { type ChartPerson, readChartPeople, readManagers, readReportIds } from '../../store/people/org-chart.ts'
import { findLoops } from './find-loops.ts'

/** What part of a chart is wanted: around a person (null: from the top), so many levels down, so many reports of each. */
export type ChartQuery = {
  readonly organizationId: string
  readonly person: Person | null
  readonly depth: number
  readonly limit: number
}

/** A part of a chart: where it begins, who is above that, and who is in it, level by level. */
export type ChartPart = {
  readonly roots: readonly string[]
  /** The managers above the person, the nearest first. */
  readonly above: readonly ChartPerson[]
  readonly cards: readonly ChartPerson[]
  /** Circles of managers: of the whole chart from its top, of a person the one that is above. */
  readonly loops: readonly (readonly string[])[]
}

/** A browser draws about so many cards with ease (facts: xyflow #967). */
const mostCards = 1_000
const mostRoots = 100

/** Reads a part of a chart; what it costs depends on the part. From the top, everybody to whom somebody reports is read once. */
export async function readOrgChart(on: Queryable, query: ChartQuery): Promise<ChartPart> {
  const { organizationId, person } = query
  if (person === null) {
    const managers = await readManagers(on, organizationId)
    const loops = findLoops(managers)
    const tops = managers.flatMap(({ id, managerId }) => (managerId === null ? [id] : []))
    // Who is in a circle has no top above: each circle is one more beginning.
    const roots = [...tops, ...loops.flatMap(([first]) => first ?? [])].slice(0, mostRoots)
    const cards = await readLevels(on, query, await byWeight(on, organizationId, roots))
    return { roots: cards.slice(0, roots.length).map(({ id }) => id), above: [], cards, loops }
  }
  const chains = await readManagerChains(on, organizationId, [person.id])
  const chain = (chains.get(person.id) ?? []).filter((id) => id !== person.id)
  const [above, cards] = await Promise.all([
    inOrder(on, organizationId, chain),
    readLevels(on, query, await inOrder(on, organizationId, [person.id])),
  ])
  return { roots: [person.id], above, cards, loops: findLoops([person, ...above]) }
}

/** Those with the most people below come first. */
async function byWeight(on: Queryable, organizationId: string, ids: readonly string[]): Promise<ChartPerson[]> {
  const people = await readChartPeople(on, organizationId, ids)
  return people.toSorted(
    (one, other) => other.below - one.below || (one.nameKey < other.nameKey ? -1 : one.nameKey > other.nameKey ? 1 : 0),
  )
}

async function readLevels(
  on: Queryable,
  { organizationId, depth, limit }: ChartQuery,
  roots: readonly ChartPerson[],
): Promise<ChartPerson[]> {
  const cards = [...roots]
  const seen = new Set(roots.map(({ id }) => id))
  let managers = roots
  for (let level = 0; level < depth && managers.length > 0; level += 1) {
    const wanted = managers.filter(({ reports }) => reports > 0).map(({ id }) => id)
    const ids = (await readReportIds(on, organizationId, { managers: wanted, most: limit })).filter(
      (id) => !seen.has(id),
    )
    // A level is shown whole or not at all, but for the first: what is open below a card is never a part by chance.
    if (level > 0 && cards.length + ids.length > mostCards) return cards
    managers = await inOrder(on, organizationId, ids)
    for (const one of managers) seen.add(one.id)
    cards.push(...managers)
  }
  return cards
}

async function inOrder(on: Queryable, organizationId: string, ids: readonly string[]): Promise<ChartPerson[]> {
  const people = new Map((await readChartPeople(on, organizationId, ids)).map((one) => [one.id, one]))
  return ids.flatMap((id) => people.get(id) ?? [])
}

/** Somebody as the API shows a card, without the attributes that the caller is not shown. */
export function toCard(person: ChartPerson, hidden: ReadonlySet<string>): JsonObject {
  const shown = (name: string) => {
    const value = person.attributes[name]
    return typeof value === 'string' && !hidden.has(name) ? value : null
  }
  return {
    object: 'org_chart_card',
    id: person.id,
    display_name: person.displayName,
    status: person.status,
    title: shown('title'),
    department: shown('department'),
    mail: shown('mail'),
    manager_id: person.managerId,
    reports: person.reports,
    below: person.below,
  }
}
