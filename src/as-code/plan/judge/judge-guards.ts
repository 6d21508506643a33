import { addressOf } from '../../../model/overlay/document.ts'
import type { OverlayObject } from '../../../model/overlay/object.ts'
import type { PlanBlock, PlanGuard, PlanPeople } from '../../../model/overlay/plan.ts'
import type { Group } from '../../../model/overlay/structure.ts'
import { isDeletion, type ObjectChange } from '../object-change.ts'
import { boundOf } from './limit.ts'
import type { PlanSettings } from './plan-settings.ts'

/** What guards look at. */
export type GuardInput = {
  readonly settings: PlanSettings
  readonly objects: readonly OverlayObject[]
  /** Addresses whose guards somebody lets this plan pass. */
  readonly allowed: ReadonlySet<string>
}

type WithPeople = { readonly change: ObjectChange; readonly people: PlanPeople | null }

/** The guards of one change: how many leave, and how many are in it afterwards. */
export function guardsOfChange({ change, people }: WithPeople, input: GuardInput): PlanGuard[] {
  if (!people) return []
  const guards: PlanGuard[] = []
  const { settings, allowed } = input
  const address = addressOf(change.after)
  const of = people.before
  if (people.leave > 0) {
    // Limits that the change brings along do not let it pass.
    const limit = limitsOf(change.before ?? change.after)?.maxLeave ?? settings.removals
    const bound = boundOf(limit, { of, atLeast: settings.atLeast })
    guards.push(guard('removals', { address, count: people.leave, of, limit: bound.count, rule: bound.rule }, allowed))
  }
  const max = limitsOf(change.after)?.maxMembers
  const members = of + people.enter - people.leave
  // Who leaves makes it no worse.
  if (max !== undefined && people.enter > 0 && !isDeletion(change)) {
    guards.push(guard('max_members', { address, count: members, of, limit: max, rule: String(max) }, allowed))
  }
  return guards
}

/** The guards of kinds: how many objects of each are deleted at once. */
export function guardsOfKinds(
  changes: readonly ObjectChange[],
  { settings, objects, allowed }: GuardInput,
): PlanGuard[] {
  const deleted = Map.groupBy(changes.filter(isDeletion), ({ kind }) => kind)
  return [...deleted].map(([kind, { length: count }]) => {
    const of = objects.filter((object) => object.kind === kind).length
    const bound = boundOf(settings.deletions, { of, atLeast: settings.atLeast })
    return guard('deletions', { address: kind, count, of, limit: bound.count, rule: bound.rule }, allowed)
  })
}

function guard(
  name: PlanGuard['name'],
  counted: Omit<PlanGuard, 'name' | 'ok' | 'allowed'>,
  allowed: ReadonlySet<string>,
): PlanGuard {
  return { name, ...counted, ok: counted.count <= counted.limit, allowed: allowed.has(counted.address) }
}

function limitsOf({ document }: OverlayObject): Group['limits'] {
  return 'limits' in document ? (document.limits as Group['limits']) : undefined
}

/** What a guard that is not passed says of a change. */
export function guardBlock({ name, address, count, of, limit, rule }: PlanGuard): PlanBlock {
  const texts = {
    removals: `${count} of ${of} members would leave; ${limit} may (${rule}). Look at who they are, then plan again with --allow ${address}.`,
    deletions: `${count} of ${of} objects of the kind ${address} would be deleted; ${limit} may be at once (${rule}). Delete them in smaller steps, or plan again with --allow ${address}.`,
    max_members: `${count} people would be in it; limits.maxMembers is ${limit}. Make the rule narrower, raise the limit, or plan again with --allow ${address}.`,
  }
  return { code: 'guard', text: texts[name] }
}
