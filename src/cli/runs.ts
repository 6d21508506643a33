import { z } from 'zod'
import type { ApiClient, ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, wholeNumber } from './api-verb.ts'
import { field, show, time } from './show-object.ts'
import { toldCounts, toldRun } from './sync-run-text.ts'
import { type Column, formatFields, formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  time('ASKED FOR', 'created_at'),
  field('KIND', 'kind'),
  field('WHY', 'trigger'),
  field('STATE', 'state'),
  ['DID', toldCounts],
]

const Objects = z.object({ data: z.record(z.string(), z.unknown()).array() })
const Held = z.object({ held: z.number() })

const removalColumns: readonly Column<ApiObject>[] = [
  field('KIND', 'kind'),
  field('NAME', 'name'),
  field('WHY', 'reason'),
  field('STATE', 'state'),
  field('ID', 'object_id'),
  field('OF', 'detail'),
]

const list: Action = {
  takes: ['directory'],
  usage: '[--limit <n>]',
  options: { limit: { type: 'string' } },
  async run(given, api) {
    const limit = wholeNumber(given, 'limit') ?? 20
    const path = `/directories/${encodeURIComponent(given.argument('directory'))}/sync_runs`
    const data = Objects.parse(await api.get(`${path}?limit=${limit}`)).data
    return { json: { object: 'list', data }, text: formatTable(data, columns, 'There are no runs.') }
  },
}

const showOne: Action = {
  takes: ['run'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await findRun(given, api)
    const text = formatFields([
      ...['id', 'directory_id', 'kind', 'trigger', 'state', 'phase'].map((name) => [name, show(json[name])] as const),
      ['did', toldCounts(json)],
      ['error', show(json.error_text)],
    ])
    return { json, text }
  },
}

const removals: Action = {
  takes: ['run'],
  usage: '',
  options: {},
  async run(given, api) {
    const data = await api.list(`${pathOf(await findRun(given, api))}/removals`)
    const text = formatTable(data, removalColumns, 'There are no such removals.')
    return { json: { object: 'list', data }, text }
  },
}

/** An action on a run that is a POST below it. */
function deed(name: string, options: Action['options'] = {}): Action {
  return {
    takes: ['run'],
    usage: 'reason' in options ? '[--reason <text>]' : '',
    options,
    async run(given, api) {
      const reason = given.option('reason')
      const json = await api.post(`${pathOf(await findRun(given, api))}/${name}`, { ...(reason && { reason }) })
      return { json, text: toldRun(json) }
    },
  }
}

const withReason = { reason: { type: 'string' } } as const

const shownAtMost = 10

/** A person sees how many removals there are and the first of them; "exactly those" is what the number stands for. */
const approve: Action = {
  takes: ['run'],
  usage: '[--reason <text>] [--removals <n>] [--yes]',
  options: { ...withReason, removals: { type: 'string' }, yes: { type: 'boolean' } },
  async run(given, api, terminal) {
    const expected = wholeNumber(given, 'removals')
    const found = await findRun(given, api)
    const path = pathOf(found)
    const count = expected ?? Held.parse(found.counts).held
    const { data } = Objects.parse(await api.get(`${path}/removals?states=held&limit=${shownAtMost}`))
    const lines = data.map((one) => `  ${show(one.kind)}  ${show(one.name)}  (${show(one.reason)})`)
    const more = count > data.length ? [`  … and ${count - data.length} more`] : []
    for (const line of [`This removes ${count}:`, ...lines, ...more]) terminal.tell?.(line)
    await confirm(given, terminal)
    const reason = given.option('reason')
    const json = await api.post(`${path}/approve`, { removals: count, ...(reason && { reason }) })
    return { json, text: `${count} removals are approved. ${toldRun(json)}` }
  },
}

async function confirm(given: Given, terminal: Terminal): Promise<void> {
  if (given.isSet('yes')) return
  if (!terminal.ask) throw new UsageError('Nothing is approved. Say --yes where nobody can be asked.')
  const answer = await terminal.ask('Is that right? Type "yes": ')
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('Nothing is approved.')
}

/** `muster runs list|show|removals|approve|reject|reevaluate|pause|resume|cancel`. */
export const runs: ApiVerb = {
  name: 'runs',
  summary: 'look at runs, and decide about what they would remove',
  actions: {
    list,
    show: showOne,
    removals,
    approve,
    reject: deed('reject', withReason),
    reevaluate: deed('reevaluate'),
    pause: deed('pause'),
    resume: deed('resume'),
    cancel: deed('cancel'),
  },
  notes: `  "approve" shows how many would go and the first of them, and asks.
  --yes             do not ask
  --removals <n>    how many were seen: with another number by now nothing is approved`,
}

function findRun(given: Given, api: ApiClient): Promise<ApiObject> {
  return api.get(`/sync_runs/${encodeURIComponent(given.argument('run'))}`)
}

function pathOf({ directory_id, id }: ApiObject): string {
  return `/directories/${show(directory_id)}/sync_runs/${show(id)}`
}
