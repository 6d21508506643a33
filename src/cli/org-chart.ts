import { z } from 'zod'
import { oneLine } from '../platform/one-line.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, wholeNumber } from './api-verb.ts'
import { findPerson } from './find-person.ts'
import { organizationOf } from './plan-files.ts'
import { field, show } from './show-object.ts'
import { type Column, formatTable } from './table.ts'

const organization = { organization: { type: 'string' } } as const

async function pathOf(given: Given, api: ApiClient): Promise<string> {
  return `/organizations/${encodeURIComponent(await organizationOf(given, api))}/org_chart`
}

const Card = z.object({
  id: z.string(),
  display_name: z.string(),
  title: z.string().nullable(),
  manager_id: z.string().nullable(),
  reports: z.int(),
  below: z.int(),
})
type Card = z.infer<typeof Card>

const Named = z.object({ display_name: z.string() })
const Chart = z.object({
  roots: z.string().array(),
  above: Card.array(),
  cards: Card.array(),
  loops: Named.array().array(),
  dotted_lines: z.object({ person: Named, manager: Named, reason: z.string().nullable() }).array(),
})
type Chart = z.infer<typeof Chart>

const showChart: Action = {
  takes: [],
  takesOptional: 'person',
  usage: '[--organization <id>] [--depth <levels>] [--limit <n>]',
  options: { ...organization, depth: { type: 'string' }, limit: { type: 'string' } },
  async run(given, api) {
    const [text] = given.rest
    const person = text === undefined ? null : await findPerson({ ...given, argument: () => text }, api)
    const numbers = (['depth', 'limit'] as const).flatMap((name) => {
      const number = wholeNumber(given, name)
      return number === undefined ? [] : [[name, String(number)] as const]
    })
    const query = new URLSearchParams({ ...Object.fromEntries(numbers), ...(person && { person: show(person.id) }) })
    const json = await api.get(`${await pathOf(given, api)}?${query}`)
    return { json, text: chartText(Chart.parse(json)) }
  },
}

/** The chart as an indented list: who is above, then everybody below their manager. */
function chartText({ roots, above, cards, loops, dotted_lines: dotted }: Chart): string {
  if (cards.length === 0) return 'Nobody has a manager yet.'
  const byManager = Map.groupBy(cards, ({ manager_id: manager }) => manager)
  const chain = above.toReversed()
  const told = new Set<string>()
  const linesOf = (card: Card, depth: number): string[] => {
    if (told.has(card.id)) return []
    told.add(card.id)
    const reports = byManager.get(card.id) ?? []
    return [
      cardLine(card, depth),
      ...reports.flatMap((one) => linesOf(one, depth + 1)),
      ...(reports.length < card.reports ? [`${'  '.repeat(depth + 1)}… ${card.reports - reports.length} more`] : []),
    ]
  }
  const begin = cards.filter(({ id }) => roots.includes(id))
  return [
    ...chain.map((card, depth) => cardLine(card, depth)),
    ...begin.flatMap((card) => linesOf(card, chain.length)),
    ...dotted.map(({ person, manager, reason }) => {
      return `Dotted line: ${person.display_name} to ${manager.display_name}${reason ? `, ${reason}` : ''}`
    }),
    ...loops.map(
      (loop) => `A circle of managers: ${loop.map((one) => one.display_name).join(' → ')}. Correct it at the source.`,
    ),
  ]
    .map(oneLine)
    .join('\n')
}

function cardLine({ display_name: name, title, reports, below }: Card, depth: number): string {
  const counts = reports === 0 ? '' : `  (${reports}${below > reports ? `, ${below} in all` : ''})`
  return `${'  '.repeat(depth)}${name}${title ? `, ${title}` : ''}${counts}`
}

const unplacedColumns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'display_name'),
  field('STATUS', 'status'),
  field('TITLE', 'title'),
  field('DEPARTMENT', 'department'),
]

const unplaced: Action = {
  takes: [],
  usage: '[--organization <id>]',
  options: organization,
  async run(given, api) {
    const data = await api.list(`${await pathOf(given, api)}/unplaced`)
    return { json: { object: 'list', data }, text: formatTable(data, unplacedColumns, 'Everybody has a place.') }
  },
}

/** `muster org-chart show|unplaced`. */
export const orgChart: ApiVerb = {
  name: 'org-chart',
  summary: 'look at who reports to whom: from the top, or around somebody; and who has no place yet',
  actions: { show: showChart, unplaced },
  notes: `  A person is named by its id, or by words that only one has; without one the chart begins at its top.
  --depth   how many levels below, 1 to 5 (2)
  --limit   how many reports of one manager at most, 1 to 500 (50)
  unplaced  who has no manager, and to whom nobody reports`,
}
