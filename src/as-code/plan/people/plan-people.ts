import { compileOverlay } from '../../../memberships/compile-overlay.ts'
import type { CompiledOverlay, MemberAddress } from '../../../memberships/compiled-overlay.ts'
import type { HandMembers } from '../../../memberships/person-state.ts'
import { addressOf, type OverlayDocument } from '../../../model/overlay/document.ts'
import { sensitiveAttributes } from '../../../model/overlay/own-attributes.ts'
import type { PlanPeople } from '../../../model/overlay/plan.ts'
import { affectedObjects, evaluatedObjects } from './affected-objects.ts'
import { evaluateGroups, type Outcomes } from './evaluate-groups.ts'
import { type MembersDelta, membersDelta } from './members-delta.ts'
import type { NamedCount } from './named-people.ts'
import type { PeopleSource } from './people-source.ts'
import { samplePeople } from './sample-people.ts'

/** An overlay as it is and as it would be, and whom its references mean. */
export type OverlayTransition = {
  readonly before: readonly OverlayDocument[]
  readonly after: readonly OverlayDocument[]
  /** Whom references meant until now, and whom they mean with those that the files bring along. */
  readonly pinsBefore: ReadonlyMap<string, string>
  readonly pins: ReadonlyMap<string, string>
  /** What renamed objects were called before: by the new address the old one. */
  readonly previous: ReadonlyMap<string, string>
  /** How many people are named, with why they enter and leave. */
  readonly named: NamedCount
  readonly now: Date
}

/** Who enters and leaves what, by the address that an object has afterwards, or had when it goes. */
export type PeopleImpact = {
  readonly people: ReadonlyMap<string, PlanPeople>
  /** The ids of all who leave. */
  readonly leaving: ReadonlyMap<string, readonly string[]>
  /** The objects whose members one reads, now or afterwards, directly or not; itself among them. */
  readonly upstreamOf: (address: string) => ReadonlySet<string>
  /** Who is in an object now, of those that are concerned. */
  readonly presentIn: (address: string) => ReadonlySet<string>
}

/** Finds who enters and leaves which object: only what may differ is evaluated, and people who look the same once. */
export async function planPeople(source: PeopleSource, transition: OverlayTransition): Promise<PeopleImpact> {
  const { previous, pins } = transition
  const before = compileOverlay({ documents: transition.before, pins: transition.pinsBefore })
  const after = compileOverlay({ documents: transition.after, pins })
  const affected = affectedObjects({ before, after, previous })
  const gone = goneObjects({ before, after, previous })
  const addressBefore = (address: MemberAddress) => (previous.get(address) ?? address) as MemberAddress
  const [members, { outcomes, overlay }] = await Promise.all([
    source.members([...[...affected].map(addressBefore), ...gone]),
    evaluate(source, { after, affected, transition }),
  ])
  const present = (address: MemberAddress) => members.get(addressBefore(address)) ?? new Set<string>()
  const impact = {
    people: new Map<string, PlanPeople>(),
    leaving: new Map<string, readonly string[]>(),
    upstreamOf: (address: string) =>
      new Set<string>(
        [before, after].flatMap((one) => [...evaluatedObjects(new Set([address as MemberAddress]), one)]),
      ),
    presentIn: (address: string) => present(address as MemberAddress),
  }
  const deltas = new Map<MemberAddress, MembersDelta>()
  for (const address of affected) deltas.set(address, membersDelta(present(address), outcomes.get(address) ?? []))
  for (const address of gone) deltas.set(address, membersDelta(members.get(address) ?? new Set(), []))
  const sensitive = sensitiveOf(transition)
  const samples = await samplePeople(source, { deltas, outcomes, overlay, sensitive, named: transition.named })
  for (const [address, { before: count, enter, leave, unknown }] of deltas) {
    if (count + enter.length + unknown.length === 0) continue
    const counts = { before: count, enter: enter.length, leave: leave.length, unknown: unknown.length }
    impact.people.set(address, { ...counts, samples: samples(address) })
    if (leave.length > 0) impact.leaving.set(address, leave)
  }
  return impact
}

/** What is sensitive now, or will be: a plan that ends it shows nothing before it is applied. */
function sensitiveOf({ before, after }: OverlayTransition): Set<string> {
  return new Set([...sensitiveAttributes(before), ...sensitiveAttributes(after)])
}

type TwoStates = Pick<OverlayTransition, 'previous'> & {
  readonly before: CompiledOverlay
  readonly after: CompiledOverlay
}

function goneObjects({ before, after, previous }: TwoStates): MemberAddress[] {
  const renamed = new Set(previous.values())
  return before.objects.flatMap(({ address }) => (after.positions.has(address) || renamed.has(address) ? [] : address))
}

type Evaluated = { readonly outcomes: Outcomes; readonly overlay: CompiledOverlay }

type Affected = {
  readonly after: CompiledOverlay
  readonly affected: ReadonlySet<MemberAddress>
  readonly transition: OverlayTransition
}

async function evaluate(source: PeopleSource, { after, affected, transition }: Affected): Promise<Evaluated> {
  const overlay = partOf(after, evaluatedObjects(affected, after), transition)
  if (affected.size === 0) return { outcomes: new Map(), overlay }
  const reads = [...new Set(overlay.objects.flatMap(({ inputs }) => inputs.attributes))]
  // Of all that is evaluated: a rule may ask for the members of an object that stays as it is.
  const hand = await source.hand(
    overlay.objects.map(({ address }) => (transition.previous.get(address) ?? address) as MemberAddress),
  )
  const named = new Set([...overlay.named.keys(), ...hand.keys()])
  const hasRule = overlay.objects.some(({ rule }) => rule !== null)
  // A last day ends at midnight where the person is.
  const ofNamed = [...new Set([...reads, 'timeZone'])]
  const [groups, people] = await Promise.all([
    hasRule ? source.groups(reads) : [],
    named.size > 0 ? source.byId([...named], ofNamed) : [],
  ])
  const byNew = renameHand(hand, transition.previous)
  const outcomes = await evaluateGroups({ overlay, affected, now: transition.now }, groups, { people, hand: byNew })
  return { outcomes, overlay }
}

/** The overlay with only the objects that have to be evaluated: what they read of others is among them. */
function partOf(
  after: CompiledOverlay,
  evaluated: ReadonlySet<string>,
  { after: documents, pins }: OverlayTransition,
): CompiledOverlay {
  if (evaluated.size === after.objects.length) return after
  const part = documents.filter((document) => evaluated.has(addressOf(document)))
  return compileOverlay({ documents: part, pins, attributes: after.attributes })
}

/** What was done by hand about an object holds under its new id. */
function renameHand(
  hand: ReadonlyMap<string, HandMembers>,
  previous: ReadonlyMap<string, string>,
): ReadonlyMap<string, HandMembers> {
  if (previous.size === 0) return hand
  const renamed = new Map([...previous].map(([now, before]) => [before, now]))
  const byNew = (members: HandMembers): HandMembers =>
    new Map([...members].map(([address, one]) => [renamed.get(address) ?? address, one])) as HandMembers
  return new Map([...hand].map(([id, members]) => [id, byNew(members)]))
}
