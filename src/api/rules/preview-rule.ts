import { databasePeople } from '../../as-code/plan/people/database-people.ts'
import { AppError } from '../../errors.ts'
import { fromBuilder } from '../../expressions/builder/from-builder.ts'
import type { RuleBuilder } from '../../expressions/builder/rule-builder.ts'
import { toBuilder } from '../../expressions/builder/to-builder.ts'
import { type Caller, isAllowed } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ApiContext } from '../api-context.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import { countRule, type RuleCount, type RuleSample } from './count-rule.ts'
import { notShown } from './explain-rule.ts'
import { compileTried, readRuleGround, type TriedRule } from './rule-ground.ts'

/** A rule as somebody wrote it, or put it together of rows. */
export type DraftRule = { readonly text: string } | { readonly builder: RuleBuilder }

/** Whose people, and who asks. */
export type RuleAsker = { readonly organizationId: string; readonly caller: Caller }

/** Tells of a rule that somebody is writing whom it would take in. What is wrong with it is told, not thrown. */
export async function previewRule(context: ApiContext, asker: RuleAsker, draft: DraftRule): Promise<JsonObject> {
  const started = performance.now()
  const { organizationId } = asker
  const read = readDraft(draft)
  const tried = 'problem' in read ? read : await tryCompile(context, organizationId, read)
  if ('problem' in tried) {
    const { text = '', problem } = { text: undefined, ...read, ...tried }
    return { ...invalid, organization_id: organizationId, rule: text, builder: read.builder, error: { text: problem } }
  }
  const hidden = await hiddenAttributes(context.database, asker.caller, organizationId)
  const masked = tried.rule.reads.filter((name) => hidden.has(name))
  if (masked.length > 0) {
    const about = { organization_id: organizationId, rule: tried.rule.text, builder: read.builder, ...told(tried) }
    return { ...invalid, ...about, error: { text: notShown(masked) }, masked_attributes: masked }
  }
  const now = context.platform.clock.now()
  const people = databasePeople(context.database, organizationId)
  const counted = await context.sourceLooks.run(organizationId, () => countRule(people, tried, now))
  const canSee = isAllowed(asker.caller.scopes, 'people:read')
  const names = canSee ? await people.names(sampleIds(counted)) : null
  return {
    ...{ object: 'rule_preview', organization_id: organizationId, rule: tried.rule.text },
    ...{ valid: true, error: null, builder: read.builder, ...told(tried) },
    ...{ count: counted.counts.in, unknown: counted.counts.unknown, total: counted.total },
    complete: counted.isComplete,
    filled: [...counted.filled].map(([attribute, count]) => ({ attribute, count })),
    samples: names && shownSamples(counted, names),
    masked_attributes: [],
    took_ms: Math.round(performance.now() - started),
  }
}

const nothing = { count: 0, unknown: 0, total: 0, complete: true, filled: [], samples: null, masked_attributes: [] }
const invalid = {
  ...{ object: 'rule_preview', valid: false, reads: [], reads_time: false, warnings: [], took_ms: 0 },
  ...nothing,
} as const

type ReadDraft = { readonly text: string; readonly builder: JsonObject | null }
type Problem = { readonly problem: string }

function readDraft(draft: DraftRule): ReadDraft | (Problem & { readonly builder: JsonObject | null }) {
  const given = 'builder' in draft ? asJson(draft.builder) : null
  try {
    if ('builder' in draft) return { text: fromBuilder(draft.builder), builder: given }
    return { text: draft.text, builder: asJson(toBuilder(draft.text)) }
  } catch (error) {
    return { problem: problemOf(error), builder: given }
  }
}

async function tryCompile(context: ApiContext, organizationId: string, { text }: ReadDraft) {
  const ground = await readRuleGround(context.database, organizationId)
  try {
    return await compileTried(context.database, organizationId, { text, ground })
  } catch (error) {
    return { text, problem: problemOf(error) }
  }
}

function problemOf(error: unknown): string {
  if (error instanceof AppError && error.code === 'invalid_expression') return error.message
  throw error
}

function asJson(builder: RuleBuilder | null): JsonObject | null {
  return builder && { match: builder.match, rows: builder.rows as JsonObject[] }
}

function told({ rule, warnings }: TriedRule) {
  return { reads: [...rule.reads], reads_time: rule.readsTime, warnings: [...warnings] }
}

function sampleIds({ samples }: RuleCount): string[] {
  return [...samples.in, ...samples.out, ...samples.unknown].map(({ id }) => id)
}

function shownSamples({ samples }: RuleCount, names: ReadonlyMap<string, string>): JsonObject {
  const shown = ({ id, values, missing }: RuleSample) => ({ id, name: names.get(id) ?? id, values, missing })
  return { in: samples.in.map(shown), out: samples.out.map(shown), unknown: samples.unknown.map(shown) }
}
