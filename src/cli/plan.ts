import { markdownPlan } from '../as-code/plan/text/markdown-plan.ts'
import { textPlan } from '../as-code/plan/text/text-plan.ts'
import { Plan } from '../model/overlay/plan.ts'
import type { ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given, Printed } from './api-verb.ts'
import { planOptions, sendFiles } from './plan-files.ts'
import { UsageError } from './usage-error.ts'

const usage = `[folder] [--organization <id>] [--allow <address>]… [--no-removals] [--no-keep] [--people] [--format text|markdown|json]
         [--repository <name>] [--commit <hash>] [--branch <name>] [--pull-request <number>] [--author <name>]… [--changed <file>]…`

const planFolder: Action = {
  takes: [],
  takesOptional: 'folder',
  usage,
  options: { ...planOptions, 'no-keep': { type: 'boolean' }, people: { type: 'boolean' }, format: { type: 'string' } },
  async run(given, api, terminal) {
    const folder = given.rest[0] ?? '.'
    const wish = { folder, keep: !given.isSet('no-keep'), people: given.isSet('people') }
    const answer = await sendFiles(given, { api, terminal }, wish)
    return printPlan(answer, given)
  },
}

/** `muster plan`. */
export const planVerb: ApiVerb = {
  name: 'plan',
  summary: 'show what the files of an organization would change: objects, and who enters and leaves',
  actions: { '': planFolder },
  notes: `  folder           what holds the documents (.)
  --organization   whose files they are; not needed for a key that opens one organization
  --allow          what may pass its guard: an address (Group/eng-leads), a kind for deletions, a reference (emp:7) that may mean
                   somebody else; may be repeated
  --no-removals    nothing is removed by this plan
  --no-keep        the plan is only shown: it cannot be approved or applied
  --people         name everybody who enters, leaves or is undecided, and why; else two of each, and in JSON up to 1,000
  --format         text; markdown, for a pull request; json (--json is short for it)
  --author, --changed   who changed which files: "owners" of the settings say who may

Nothing is changed. Exit code: 0 when there is nothing to do, 2 with changes, 1 with errors in the files or failing tests.
See docs/guides/plan-and-apply.md.`,
}

const formats = ['text', 'markdown', 'json']

/** A plan as it was asked for, with the exit code that tells what is in it. */
export function printPlan(answer: ApiObject, given: Given): Printed {
  const plan = Plan.parse(answer.plan)
  const format = given.option('format') ?? 'text'
  if (!formats.includes(format)) throw new UsageError(`--format must be ${formats.join(', ')}, not "${format}".`)
  const texts = {
    text: () => textPlan(plan, { people: given.isSet('people') }),
    markdown: () => markdownPlan(plan),
    json: () => JSON.stringify(plan, null, 2),
  }
  return { json: plan, text: texts[format as 'text'](), exitCode: exitCodeOf(plan) }
}

/** 0: nothing to do; 1: the files cannot be applied; 2: there are changes. */
export function exitCodeOf({ findings, tests, changes, obstacles }: Plan): number {
  const isWrong = findings.some(({ severity }) => severity === 'error') || tests.some(({ passed }) => !passed)
  if (isWrong) return 1
  return changes.length > 0 || obstacles.length > 0 ? 2 : 0
}
