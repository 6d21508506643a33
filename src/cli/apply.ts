import { z } from 'zod'
import { textPlan } from '../as-code/plan/text/text-plan.ts'
import { AppError } from '../errors.ts'
import { AppliedChange, Plan } from '../model/overlay/plan.ts'
import { oneLine } from '../platform/one-line.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given, Printed } from './api-verb.ts'
import { exitCodeOf } from './plan.ts'
import { planOptions, sendFiles } from './plan-files.ts'
import { show } from './show-object.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const patienceMs = 10 * 60_000

const apply: Action = {
  takes: [],
  takesOptional: 'plan or folder',
  usage:
    '[plan|folder] [--yes] [--organization <id>] [--allow <address>]… [--no-removals] [--repository <name>] [--commit <hash>]',
  options: { ...planOptions, yes: { type: 'boolean' } },
  async run(given, api, terminal) {
    const asked = given.rest[0] ?? '.'
    const found = asked.startsWith('plan_')
      ? await api.get(`/plans/${encodeURIComponent(asked)}`)
      : await sendFiles(given, { api, terminal }, { folder: asked, keep: true })
    const plan = Plan.parse(found.plan)
    if (!plan.applyable) return { json: found, text: textPlan(plan), exitCode: isNothing(plan) ? 0 : 1 }
    // Whoever applies looks at what it does, also when it was planned by somebody else.
    for (const line of textPlan(plan).split('\n')) terminal.tell?.(line)
    await confirm(given, terminal)
    return printApplied(await applyPlan(api, show(found.id)))
  },
}

function isNothing(plan: Plan): boolean {
  return exitCodeOf(plan) === 0
}

function applyPlan(api: ApiClient, id: string): Promise<ApiObject> {
  return api.post(`/plans/${encodeURIComponent(id)}/apply`, {}, patienceMs)
}

/** Only the word itself counts: what is applied cannot be taken back by another key. */
async function confirm(given: Given, terminal: Terminal): Promise<void> {
  if (given.isSet('yes')) return
  if (!terminal.ask) throw new UsageError('Nothing is applied. Say --yes where nobody can be asked.')
  const answer = await terminal.ask('Apply this? Only "yes" does: ')
  if (answer.trim() !== 'yes') throw new AppError('nothing_applied')
}

const Result = z.object({ changes: AppliedChange.array() })

function printApplied(json: ApiObject): Printed {
  const { changes } = Result.parse(json.result)
  const lines = changes.map(({ address, actions, outcome, text }) =>
    oneLine(`  ${outcome.padEnd(7)}  ${actions.join('+')} ${address}${text ? `   ${text}` : ''}`),
  )
  const count = (outcome: AppliedChange['outcome']) => changes.filter((one) => one.outcome === outcome).length
  const [applied, blocked, failed] = [count('applied'), count('blocked'), count('failed')]
  const rest = [...(blocked > 0 ? [`${blocked} blocked`] : []), ...(failed > 0 ? [`${failed} failed`] : [])]
  const text = [...lines, '', `${show(json.id)}: ${[`${applied} applied`, ...rest].join(', ')}.`].join('\n')
  return { json, text, exitCode: failed > 0 ? 1 : blocked > 0 ? 2 : 0 }
}

/** `muster apply`. */
export const applyVerb: ApiVerb = {
  name: 'apply',
  summary: 'put a plan, or the files of a folder, into effect',
  actions: { '': apply },
  notes: `  plan|folder   a plan that was made before (plan_…), or a folder that is planned now (.)
  --yes         do not ask; without it only the answer "yes" applies

It is planned again. What would be taken away beyond what the plan shows stops it; what is added besides does not. What is blocked
is left as it is, and stops nothing else. Exit code: 0 when all was applied, 2 when something is blocked, 1 when something failed.`,
}
