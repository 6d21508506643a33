import type { NewEvent } from '../events/append-events.ts'
import type { Cause } from '../model/event.ts'
import type { MemberKind } from '../model/overlay/document.ts'
import type { MembershipReason } from '../model/person.ts'
import type { Queryable } from '../store/database.ts'
import { addToCounts, forgetCounts, readCounts, writeEvaluated } from '../store/overlay/counts.ts'
import {
  type Evaluation,
  endEvaluation,
  forgetUndecided,
  readEvaluation,
  takeMembersOut,
  writeEvaluation,
} from '../store/overlay/members-evaluation.ts'
import { readRulePeople } from '../store/overlay/members-people.ts'
import { gatherFirstStatistics, readForPeople } from '../store/statistics.ts'
import { type FormerObjects, formerObjects, goingOn } from './begin-evaluation.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'
import { evaluatePeople } from './evaluate-people.ts'
import { inOrganization } from './in-organization.ts'
import { membershipEvent } from './membership-changes.ts'
import type { MembershipGround } from './membership-ground.ts'
import { neededAddresses, neededAttributes } from './needed-objects.ts'

const cause: Cause = { source: 'as_code', actorId: null, requestId: null }
const peopleAtOnce = 1000

/** How far an evaluation has come. */
export type EvaluationStep = { readonly isDone: boolean; readonly done: number }

/**
 * Lets the members of an organization follow its overlay: evaluates everybody for the objects that are decided otherwise than
 * before, page by page, each in a transaction of its own; a process that stops in between is succeeded at the page.
 */
export async function evaluateOverlay(
  ground: MembershipGround,
  organizationId: string,
  mayGoOn = () => true,
): Promise<EvaluationStep> {
  let step: EvaluationStep = { isDone: false, done: 0 }
  while (!step.isDone && mayGoOn()) step = await evaluateNextPage(ground, organizationId)
  return step
}

/** The next page of it. */
export async function evaluateNextPage(ground: MembershipGround, organizationId: string): Promise<EvaluationStep> {
  const step = await inOrganization(ground, organizationId, (on, now) =>
    evaluatePage(ground, on, { organizationId, now }),
  )
  await gatherFirstStatistics(ground.database, readForPeople)
  return step
}

type Page = { readonly organizationId: string; readonly now: Date }
type Done = { readonly result: EvaluationStep; readonly events: readonly NewEvent[] }

async function evaluatePage({ overlays }: MembershipGround, on: Queryable, page: Page): Promise<Done> {
  const { organizationId } = page
  const [{ revision, compiled }, row, counts] = await Promise.all([
    overlays.load(on, organizationId),
    readEvaluation(on, organizationId),
    readCounts(on, organizationId),
  ])
  if (!row || row.evaluatedRevision === revision) return { result: { isDone: true, done: 0 }, events: [] }
  const former = formerObjects(counts)
  const evaluation = goingOn({ revision, compiled }, row.evaluation, former)
  if (evaluation.gone.length > 0) {
    const left = await takeOut(on, page, { addresses: evaluation.gone, former })
    if (left.length === peopleAtOnce) return goOn(on, page, { evaluation, events: left })
    await forgetCounts(on, organizationId, evaluation.gone)
    return goOn(on, page, { evaluation: { ...evaluation, gone: [] }, events: left })
  }
  const formerRules = new Map([...former].map(([address, { rule }]) => [address, rule]))
  const { last, events, count } = await evaluateSome(on, { ...page, compiled, formerRules }, evaluation)
  const done = evaluation.done + count
  if (last !== null) return goOn(on, page, { evaluation: { ...evaluation, after: last, done }, events })
  await end(on, organizationId, { compiled, evaluation })
  return { result: { isDone: true, done }, events }
}

type Going = { readonly evaluation: Evaluation; readonly events: readonly NewEvent[] }

async function goOn(on: Queryable, { organizationId }: Page, { evaluation, events }: Going): Promise<Done> {
  await writeEvaluation(on, organizationId, evaluation)
  return { result: { isDone: false, done: evaluation.done }, events }
}

type Taken = { readonly addresses: readonly string[]; readonly former: FormerObjects }

async function takeOut(on: Queryable, { organizationId }: Page, { addresses, former }: Taken): Promise<NewEvent[]> {
  const [left] = await Promise.all([
    takeMembersOut(on, organizationId, { addresses, limit: peopleAtOnce }),
    forgetUndecided(on, organizationId, addresses),
  ])
  const counts = new Map<string, number>()
  const events = left.map(({ kind, objectId, personId, reasons }) => {
    const address = `${kind}/${objectId}`
    counts.set(address, (counts.get(address) ?? 0) - 1)
    const { name = null, rule = null } = former.get(address) ?? {}
    const parsed = (JSON.parse(reasons) as MembershipReason[]).map((reason) =>
      reason.by === 'rule' ? { by: 'rule' as const, rule: rule ?? '' } : reason,
    )
    const told = { id: objectId, kind: kind as MemberKind, name: name ?? objectId, personId, reasons: parsed }
    return membershipEvent('person.member_removed', told, cause)
  })
  const differences = [...counts].map(([address, members]) => {
    const [kind = '', objectId = ''] = address.split('/', 2)
    return { kind: kind as MemberKind, objectId, members, unknown: 0 }
  })
  await addToCounts(on, organizationId, differences)
  return events
}

type Some = Page & { readonly compiled: CompiledOverlay; readonly formerRules: ReadonlyMap<string, string | null> }
type Evaluated = { readonly last: string | null; readonly events: readonly NewEvent[]; readonly count: number }

async function evaluateSome(on: Queryable, some: Some, { changed, after }: Evaluation): Promise<Evaluated> {
  const { organizationId, compiled, now, formerRules } = some
  if (changed.length === 0) return { last: null, events: [], count: 0 }
  const positions = changed.flatMap((address) => compiled.positions.get(address) ?? [])
  const people = await readRulePeople(on, organizationId, {
    attributes: neededAttributes(compiled, positions),
    which: { after, limit: peopleAtOnce },
  })
  const isAll = positions.length === compiled.objects.length
  const subjects = people.map(
    (person) => ({ id: person.id, person, positions: () => (isAll ? 'all' : positions) }) as const,
  )
  const addresses = isAll ? null : neededAddresses(compiled, positions)
  const context = { organizationId, compiled, now, cause, formerRules, addresses }
  const events = await evaluatePeople(on, context, subjects)
  const last = people.length === peopleAtOnce ? (people.at(-1)?.id ?? null) : null
  return { last, events, count: people.length }
}

type Ended = { readonly compiled: CompiledOverlay; readonly evaluation: Evaluation }

async function end(on: Queryable, organizationId: string, { compiled, evaluation }: Ended): Promise<void> {
  const objects = evaluation.changed.flatMap((address) => {
    const object = compiled.objects[compiled.positions.get(address) ?? -1]
    return object ? { ...object, objectId: object.id, rule: object.ruleText } : []
  })
  await Promise.all([
    writeEvaluated(on, organizationId, objects),
    endEvaluation(on, organizationId, evaluation.revision),
  ])
}
