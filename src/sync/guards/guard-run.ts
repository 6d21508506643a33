import type { Queryable } from '../../store/database.ts'
import {
  countHoldings,
  countMembersOfGroups,
  countRemovals,
  countUsersWith,
  type Holdings,
  type RemovalCount,
} from '../../store/removal-counts.ts'
import { holdRemovals } from '../../store/removal-states.ts'
import type { RunContext } from '../run/run-context.ts'
import { type GuardedCounts, judge } from './judge.ts'

const aDay = 24 * 60 * 60 * 1000

/** What the guards say of a run: how many removals are held, and why, a sentence for each kind. */
export type Guarded = { readonly held: number; readonly texts: readonly string[] }

/**
 * Has what a run plans to remove judged, in the given transaction. When one kind goes too far all is held: the listing that hides
 * forty people may hide memberships, too, and those be few enough to pass.
 */
export async function guardRun(on: Queryable, { platform, run, connection }: RunContext): Promise<Guarded> {
  const ref = { organizationId: run.organizationId, directoryId: run.directoryId, runId: run.id }
  const counts = await countRemovals(on, ref, new Date(platform.clock.now().getTime() - aDay))
  if (counts.every(({ planned }) => planned === 0)) return { held: 0, texts: [] }
  const holdings = await countHoldings(on, ref)
  const ending = endingMemberships(counts, await countMembersOfGroups(on, ref))
  const texts = new Set<string>()
  for (const count of counts) {
    const isBlank = count.kind === 'attribute'
    if (isBlank && count.planned + count.held + count.applied < connection.guards.blanked.at_least) continue
    const judged = isBlank ? [await blankedOf(on, ref, count)] : guardedOf(count, holdings, ending)
    const verdict = judged.map((one) => judge(one, connection.guards)).find(({ isHeld }) => isHeld)
    if (verdict?.isHeld) texts.add(verdict.text)
  }
  const held = texts.size > 0 ? await holdRemovals(on, ref) : 0
  return { held, texts: [...texts] }
}

type Ending = Pick<GuardedCounts, 'planned' | 'held' | 'applied'>

/** Memberships end by themselves or with their group. */
function endingMemberships(counts: readonly RemovalCount[], ofGroups: Pick<Ending, 'planned' | 'held'>): Ending {
  const own = counts.find(({ kind }) => kind === 'membership') ?? { planned: 0, held: 0, applied: 0 }
  return { planned: own.planned + ofGroups.planned, held: own.held + ofGroups.held, applied: own.applied }
}

/**
 * What is counted of a kind. Users are counted twice: a company that lost all who work there must not hide behind those who left before.
 * So are groups: three of them are few, and may be where everybody is.
 */
function guardedOf(count: RemovalCount, holdings: Holdings, ending: Ending): GuardedCounts[] {
  const { kind, planned, held, applied, plannedActive, heldActive, appliedActive } = count
  const all = { planned, held, applied }
  const memberships = { kind: 'memberships', what: 'memberships', total: holdings.memberships, ...ending } as const
  if (kind === 'membership') return [memberships]
  if (kind === 'group') return [{ kind: 'groups', what: 'groups', total: holdings.groups, ...all }, memberships]
  const active = { planned: plannedActive, held: heldActive, applied: appliedActive }
  return [
    { kind: 'users', what: 'active users', total: holdings.activeUsers, ...active },
    { kind: 'users', what: 'users', total: holdings.users, ...all },
  ]
}

async function blankedOf(
  on: Queryable,
  ref: { readonly organizationId: string; readonly directoryId: string },
  { attribute, planned, held, applied }: RemovalCount,
): Promise<GuardedCounts> {
  const total = await countUsersWith(on, ref, pathOf(attribute))
  return { kind: 'blanked', what: `users with the attribute "${attribute}"`, total, planned, held, applied }
}

/** Where the value of a mapping target is in the normalised form. */
function pathOf(target: string): string[] {
  return target === 'manager' ? ['custom_attributes', 'manager_id'] : target.split('.')
}
