import { textPlan } from '../as-code/plan/text/text-plan.ts'
import { Plan } from '../model/overlay/plan.ts'
import type { ApiObject } from './api-client.ts'
import type { Action, ApiVerb } from './api-verb.ts'
import { printPlan } from './plan.ts'
import { organizationOf } from './plan-files.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatTable } from './table.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('STATE', 'state'),
  ['FROM', ({ origin }) => fromText(origin)],
  ['CHANGES', ({ summary }) => changesText(summary)],
  ['PEOPLE', ({ summary }) => peopleText(summary)],
  ['BY', ({ created_by }) => show((created_by as ApiObject | undefined)?.name)],
  time('CREATED', 'created_at'),
]

function fromText(origin: unknown): string {
  const { repository, commit, type } = (origin ?? {}) as ApiObject
  return [show(repository ?? type), ...(typeof commit === 'string' ? [commit.slice(0, 8)] : [])].join(' ')
}

function changesText(summary: unknown): string {
  const { enter: _, leave: __, unknown: ___, blocked, ...actions } = (summary ?? {}) as Record<string, number>
  const count = Object.values(actions).reduce((sum, one) => sum + one, 0)
  return blocked ? `${count} (${blocked} blocked)` : String(count)
}

function peopleText(summary: unknown): string {
  const { enter = 0, leave = 0 } = (summary ?? {}) as Record<string, number>
  return `+${enter} -${leave}`
}

const list: Action = {
  takes: [],
  usage: '[--organization <id>] [--state <state>]…',
  options: { organization: { type: 'string' }, state: { type: 'string', multiple: true } },
  async run(given, api) {
    const organization = await organizationOf(given, api)
    const states = given.options('state').join(',')
    const path = `/organizations/${encodeURIComponent(organization)}/plans`
    const data = await api.list(path, { order: 'desc', ...(states && { states }) })
    return { json: { object: 'list', data }, text: formatTable(data, columns, 'There are no plans.') }
  },
}

const showOne: Action = {
  takes: ['plan'],
  usage: '[--people] [--format text|markdown|json]',
  options: { people: { type: 'boolean' }, format: { type: 'string' } },
  async run(given, api) {
    const answer = await api.get(`/plans/${encodeURIComponent(given.argument('plan'))}`)
    return { ...printPlan(answer, given), json: answer, exitCode: 0 }
  },
}

function deed(name: 'approve' | 'reject'): Action {
  return {
    takes: ['plan'],
    usage: '[--reason <text>]',
    options: { reason: { type: 'string' } },
    async run(given, api, terminal) {
      const path = `/plans/${encodeURIComponent(given.argument('plan'))}`
      const found = await api.get(path)
      for (const line of textPlan(Plan.parse(found.plan)).split('\n')) terminal.tell?.(line)
      const json = await api.post(`${path}/${name}`, { reason: given.option('reason') ?? null })
      return { json, text: `${show(json.id)} is ${show(json.state)}.` }
    },
  }
}

/** `muster plans list|show|approve|reject`. */
export const plans: ApiVerb = {
  name: 'plans',
  summary: 'look at plans, and approve or reject them',
  actions: { list, show: showOne, approve: deed('approve'), reject: deed('reject') },
  notes: `  The settings of the files say which plans need whose approval. Such an approval a member gives in the dashboard, not a key.

See docs/guides/plan-and-apply.md.`,
}
