import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanBlock, PlanGuard } from '../../model/overlay/plan.ts'
import type { ConnectionSettingsRow } from '../../store/overlay/connection-settings.ts'
import { judgeChanges } from './judge/judge-changes.ts'
import type { JudgedChange } from './judge/judged-change.ts'
import type { PlanSettings } from './judge/plan-settings.ts'
import type { RemovedOfDay } from './judge/removed-of-day.ts'
import type { ObjectChange } from './object-change.ts'
import type { PeopleImpact } from './people/plan-people.ts'

/** What is judged until nothing more is blocked. */
export type SettleInput = {
  readonly changes: readonly ObjectChange[]
  readonly objects: readonly OverlayObject[]
  readonly settings: PlanSettings
  readonly allowed: ReadonlySet<string>
  /** Changes that cannot be made for what they refer to, by address. */
  readonly refused: ReadonlyMap<string, PlanBlock>
  /** What went in the last 24 hours. */
  readonly removed: RemovedOfDay
  /** The connections of directories that were read already. */
  readonly connections: readonly ConnectionSettingsRow[]
  readonly now: Date
}

/** Every change with what stands in its way, the guards, and who leaves what by those that nothing does. */
export type Settled = {
  readonly changes: readonly JudgedChange[]
  readonly guards: readonly PlanGuard[]
  readonly leaving: PeopleImpact['leaving']
}

/**
 * Judges changes by what they do together. Where one is blocked, the others are evaluated anew without it: what they would do may
 * be something else then. Changes by which an object loses too many, though it does not change itself, are blocked too.
 */
export async function settlePlan(
  input: SettleInput,
  impactOf: (changes: readonly ObjectChange[]) => Promise<PeopleImpact>,
): Promise<Settled> {
  const isRefused = ({ after }: ObjectChange) => input.refused.has(addressOf(after))
  const blocked: JudgedChange[] = input.changes.filter(isRefused).map((change) => {
    return { change, people: null, blocked: input.refused.get(addressOf(change.after)) ?? null }
  })
  const passed: PlanGuard[] = []
  let active = input.changes.filter((change) => !isRefused(change))
  for (;;) {
    const impact = await impactOf(active)
    const changes = [...active, ...followersOf({ ...input, changes: active }, impact)]
    const round = judgeChanges({ ...input, ...impact, changes })
    const stopped = stoppedBy(round.changes, active, impact)
    if (stopped.length === 0) {
      return { changes: [...round.changes, ...blocked], guards: [...round.guards, ...passed], leaving: impact.leaving }
    }
    const gone = new Set(stopped.map(({ change }) => change))
    const addresses = new Set(
      round.changes.filter((one) => one.blocked).map(({ change }) => addressOf(change.after) as string),
    )
    passed.push(...round.guards.filter((one) => !one.ok && !one.allowed && concerns(one, addresses, gone)))
    blocked.push(...stopped)
    active = active.filter((change) => !gone.has(change))
  }
}

function concerns(
  { name, address }: PlanGuard,
  addresses: ReadonlySet<string>,
  gone: ReadonlySet<ObjectChange>,
): boolean {
  return name === 'deletions' ? [...gone].some(({ kind }) => kind === address) : addresses.has(address)
}

/** The changes that are blocked by this round: of an object that only follows from others, those others. */
function stoppedBy(
  judged: readonly JudgedChange[],
  active: readonly ObjectChange[],
  { people, upstreamOf }: PeopleImpact,
): JudgedChange[] {
  const stopped = new Map<ObjectChange, JudgedChange>()
  for (const one of judged) {
    if (!one.blocked) continue
    if (one.change.reason !== 'depends_on_change') {
      stopped.set(one.change, one)
      continue
    }
    const follower = addressOf(one.change.after)
    const above = upstreamOf(follower)
    const own = active.filter(
      ({ before, after }) => above.has(addressOf(after)) || (before && above.has(addressOf(before))),
    )
    // Whatever it follows from, it does follow from one of these.
    for (const change of own.length > 0 ? own : active) {
      const text = `${follower} reads it: ${one.blocked.text}`
      const ofChange = people.get(addressOf(change.after)) ?? null
      if (!stopped.has(change)) stopped.set(change, { change, people: ofChange, blocked: { ...one.blocked, text } })
    }
  }
  return [...stopped.values()]
}

type Followed = Pick<SettleInput, 'changes' | 'objects' | 'now'>

/** Objects that do not change themselves but whose members do, because they read those of one that does. */
function followersOf({ objects, changes, now }: Followed, { people }: PeopleImpact): ObjectChange[] {
  const told = new Set(
    changes.flatMap(({ before, after }) => [addressOf(after), ...(before ? [addressOf(before)] : [])]),
  )
  const followers = objects.filter((object) => {
    const impact = people.get(addressOf(object))
    return impact && impact.enter + impact.leave > 0 && !told.has(addressOf(object))
  })
  return followers.map((object) => {
    const { kind, id } = object
    const after = { ...object, updatedAt: now }
    return { kind, id, actions: ['update'], reason: 'depends_on_change', before: object, after }
  })
}
