import type { Guards } from '../../model/connection.ts'
import type { Queryable } from '../../store/database.ts'
import {
  countHoldings,
  countMembersOfGroups,
  countUsersWith,
  type Holdings,
  type RemovalCount,
} from '../../store/removal-counts.ts'
import type { GuardedCounts } from './judge.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string; readonly runId: string }

/**
 * What of a run is judged, by what was counted: an entry for each kind of removals and each attribute, each with the ways in which it is
 * counted. The first of these that goes too far says why.
 */
export async function guardedCounts(
  on: Queryable,
  ref: Ref,
  { counts, guards }: { readonly counts: readonly RemovalCount[]; readonly guards: Guards },
): Promise<readonly (readonly GuardedCounts[])[]> {
  const holdings = await countHoldings(on, ref)
  const ending = endingMemberships(counts, await countMembersOfGroups(on, ref))
  const judged: GuardedCounts[][] = []
  for (const count of counts) {
    const isBlank = count.kind === 'attribute'
    if (isBlank && count.planned + count.held + count.applied < guards.blanked.at_least) continue
    judged.push(isBlank ? [await blankedOf(on, ref, count)] : guardedOf(count, holdings, ending))
  }
  return judged
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
