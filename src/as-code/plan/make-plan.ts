import { addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Plan } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { assemblePlan } from './assemble-plan.ts'
import { planSettings } from './judge/plan-settings.ts'
import { removedOfDay } from './judge/removed-of-day.ts'
import { isDeletion, type ObjectChange } from './object-change.ts'
import { type NamedCount, usuallyNamed } from './people/named-people.ts'
import { planPeople } from './people/plan-people.ts'
import { planObjects } from './plan-objects.ts'
import { planSources } from './plan-sources.ts'
import type { PlanWorld } from './plan-world.ts'
import { judgeRefs } from './refs/ref-findings.ts'
import { resolveRefs } from './refs/resolve-refs.ts'
import { refuseObjects } from './refuse-objects.ts'
import { type Settled, settlePlan } from './settle-plan.ts'
import { removedOf, settingsOf } from './wanted-settings.ts'

/** What is planned: the documents that are wanted, what checking them said, and what somebody allows. */
export type PlanRequest = Pick<Plan, 'findings' | 'tests'> & {
  readonly organizationId: string
  readonly wanted: readonly WantedDocument[]
  /** The repository that the documents are of; null for files that stand for all. */
  readonly repository: string | null
  /** The server follows that repository, so that the owners of files are asked by it. */
  readonly isFollowed: boolean
  /** Addresses whose guards may be passed, and references that may mean somebody else. */
  readonly allowed: readonly string[]
  readonly noRemovals: boolean
  /** How many people are named, with why they enter and leave: `usuallyNamed` where nothing is said. All are counted. */
  readonly named?: NamedCount
  readonly id: string | null
  readonly now: Date
}

/** A plan with what an apply needs beside it. */
export type MadePlan = {
  readonly plan: Plan
  /** The changes that nothing stands in the way of. */
  readonly changes: readonly ObjectChange[]
  /** Who leaves which object, by address. */
  readonly leaving: ReadonlyMap<string, readonly string[]>
  /** Whom references mean, by reference; null for those who are not known yet. */
  readonly pins: ReadonlyMap<string, string | null>
  readonly pinned: ReadonlyMap<string, string>
  readonly objects: readonly OverlayObject[]
}

/** Makes a plan of an organization's documents on what is there now. Changes nothing. */
export async function makePlan(world: PlanWorld, request: PlanRequest): Promise<MadePlan> {
  const { objects, pinned, sources } = world
  const { wanted, now, noRemovals, named = usuallyNamed } = request
  // Of files that cannot be read nobody knows what they declare: what they seem not to is not taken away.
  const isReadable = !request.findings.some(({ severity }) => severity === 'error')
  const changes = isReadable ? planObjects({ ...request, ...world, removed: removedOf(wanted) }) : []
  const resolved = await world.resolveRefs(wanted.map(({ document }) => document))
  const refs = resolveRefs(resolved, { pinned, repinned: new Set(request.allowed) })
  const judged = judgeRefs(wanted, refs)
  const settings = planSettings({ objects, wanted: settingsOf(wanted), noRemovals })
  const refused = new Map([...refuseObjects({ ...request, objects, sources, changes }), ...judged.refused])
  const allowed = new Set(request.allowed)
  const removed = removedOfDay(world.removals, now)
  const read = new Set(sources.flatMap(({ id, asOf }) => (asOf ? id : [])))
  const connections = world.connections.filter(({ directoryId }) => read.has(directoryId))
  const impactOf = (active: readonly ObjectChange[]) => impact(world, { changes: active, pins: refs.pins, named, now })
  const settled = isReadable
    ? await settlePlan({ changes, objects, settings, allowed, refused, removed, connections, now }, impactOf)
    : nothing
  const plan = assemblePlan({
    ...request,
    ...{ revision: world.revision, objects, settings, settled, drift: world.drift },
    findings: [...request.findings, ...judged.findings],
    sources: planSources(sources, { maxDataAge: settings.maxDataAge, now }),
  })
  const open = settled.changes.flatMap(({ change, blocked }) => (blocked || isFollower(change) ? [] : change))
  const waiting = refs.waiting.map(({ ref }) => [ref, null] as const)
  const pins = new Map([...refs.pins, ...waiting])
  return { plan, changes: open, leaving: settled.leaving, pins, pinned, objects }
}

const nothing: Settled = { changes: [], guards: [], leaving: new Map() }

function isFollower({ reason }: ObjectChange): boolean {
  return reason === 'depends_on_change'
}

type Transition = {
  readonly changes: readonly ObjectChange[]
  readonly pins: ReadonlyMap<string, string>
  readonly named: NamedCount
  readonly now: Date
}

/** Who enters and leaves what by these changes. */
function impact({ objects, pinned, people }: PlanWorld, { changes, pins, named, now }: Transition) {
  const before = objects.map(({ document, id }) => ({ ...document, id }) as OverlayDocument)
  const previous = new Map<string, string>()
  for (const { before: was, after } of changes) {
    if (was && was.id !== after.id) previous.set(addressOf(after), addressOf(was))
  }
  const after = documentsAfter(objects, changes)
  return planPeople(people, { before, after, pinsBefore: pinned, pins, previous, named, now })
}

/** The documents that are in effect after changes. */
export function documentsAfter(objects: readonly OverlayObject[], changes: readonly ObjectChange[]): OverlayDocument[] {
  const after = new Map(objects.map((object) => [addressOf(object), object.document]))
  for (const { before } of changes) if (before) after.delete(addressOf(before))
  for (const change of changes) if (!isDeletion(change)) after.set(addressOf(change.after), change.after.document)
  return [...after.values()]
}
