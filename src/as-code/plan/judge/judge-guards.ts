import { addressOf } from '../../../model/overlay/document.ts'
import type { OverlayObject } from '../../../model/overlay/object.ts'
import type { PlanBlock, PlanGuard, PlanPeople } from '../../../model/overlay/plan.ts'
import type { Group } from '../../../model/overlay/structure.ts'
import { isDeletion, type ObjectChange } from '../object-change.ts'
import { judgeDay, type Taken } from './day-limit.ts'
import type { PlanSettings } from './plan-settings.ts'
import { goneFrom, type RemovedOfDay } from './removed-of-day.ts'

/** What guards look at. */
export type GuardInput = {
  readonly settings: PlanSettings
  readonly objects: readonly OverlayObject[]
  /** Addresses whose guards somebody lets this plan pass. */
  readonly allowed: ReadonlySet<string>
  /** What went in the last 24 hours. */
  readonly removed: RemovedOfDay
  /** Who is in an object now, by its address afterwards. */
  readonly presentIn: (address: string) => ReadonlySet<string>
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
    const gone = goneFrom(input.removed, addressOf(change.before ?? change.after), input.presentIn(address))
    const taken = { count: people.leave, of, gone }
    guards.push(dayGuard('removals', { address, taken, limit }, input))
  }
  const max = limitsOf(change.after)?.maxMembers
  const members = of + people.enter - people.leave
  // Who leaves makes it no worse.
  if (max !== undefined && people.enter > 0 && !isDeletion(change)) {
    const ok = members <= max
    const size = { address, count: members, of, used: 0, limit: max, rule: String(max), ok, passes_at: null }
    guards.push({ name: 'max_members', ...size, allowed: allowed.has(address) })
  }
  return guards
}

/** The guards of kinds: how many objects of each are deleted. */
export function guardsOfKinds(changes: readonly ObjectChange[], input: GuardInput): PlanGuard[] {
  const { settings, objects, removed } = input
  const deleted = Map.groupBy(changes.filter(isDeletion), ({ kind }) => kind)
  return [...deleted].map(([kind, { length: count }]) => {
    const of = objects.filter((object) => object.kind === kind).length
    const taken = { count, of, gone: removed.objects.get(kind) ?? [] }
    return dayGuard('deletions', { address: kind, taken, limit: settings.deletions }, input)
  })
}

type DayGuard = { readonly address: string; readonly taken: Taken; readonly limit: number | string }

function dayGuard(
  name: 'removals' | 'deletions',
  { address, taken, limit }: DayGuard,
  { settings, allowed }: GuardInput,
): PlanGuard {
  const verdict = judgeDay(taken, { limit, atLeast: settings.atLeast })
  return {
    ...{ name, address, count: taken.count, of: taken.of, used: taken.gone.length },
    ...{ limit: verdict.limit, rule: verdict.rule, ok: verdict.ok },
    ...{ passes_at: verdict.passesAt?.toISOString() ?? null, allowed: allowed.has(address) },
  }
}

function limitsOf({ document }: OverlayObject): Group['limits'] {
  return 'limits' in document ? (document.limits as Group['limits']) : undefined
}

/** What a guard that is not passed says of a change, and what to do. */
export function guardBlock(guard: PlanGuard): PlanBlock {
  const { name, address, count, of, limit, rule } = guard
  const allow = `plan again with --allow ${address}`
  const texts = {
    removals: `${count} of ${of} members would leave${earlier(guard, 'left')}; ${limit} may within 24 hours (${rule}). Look at who they are, then ${allow}${wait(guard)}, or raise the limit in the files (limits.maxLeave of the object, guards.removals of all), have that reviewed and apply it first.`,
    deletions: `${count} of ${of} objects of the kind ${address} would be deleted${earlier(guard, 'were deleted')}; ${limit} may within 24 hours (${rule}). Look at which they are, then ${allow}${wait(guard)}, or raise guards.deletions of the settings, have that reviewed and apply it first.`,
    max_members: `${count} people would be in it; limits.maxMembers is ${limit}. Make the rule narrower, raise the limit, or ${allow}.`,
  }
  return { code: 'guard', text: texts[name] }
}

function earlier({ used }: PlanGuard, verb: string): string {
  return used === 0 ? '' : `, after ${used} that ${verb} by applies of the last 24 hours`
}

/** Which waits, and until when: to the minute, and never too early. */
function wait({ passes_at }: PlanGuard): string {
  if (passes_at === null) return ''
  const minute = new Date(Math.ceil(Date.parse(passes_at) / 60_000) * 60_000).toISOString()
  return `, or wait until ${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`
}
