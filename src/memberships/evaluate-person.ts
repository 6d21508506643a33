import type { MembershipReason } from '../model/person.ts'
import type { CompiledOverlay, MemberAddress } from './compiled-overlay.ts'
import { type EvaluatedState, type Evaluation, evaluateAll } from './evaluate-state.ts'
import type { Evaluated } from './person-state.ts'

/** What somebody is in, and why, from scratch: for plans, tests and previews, without a database. */
export function evaluatePerson(compiled: CompiledOverlay, evaluation: Evaluation): Evaluated {
  return toEvaluated(compiled, evaluateAll(compiled, evaluation))
}

/** A state in words: by addresses, with reasons in full. */
export function toEvaluated(compiled: CompiledOverlay, { state, orgs }: EvaluatedState): Evaluated {
  const flips = [...state.flips].map(([position, at]) => [addressAt(compiled, position), new Date(at)] as const)
  const first = Math.min(...state.flips.values())
  return {
    memberships: new Map(
      [...state.members].map(([at, reasons]) => [addressAt(compiled, at), reasonsAt(compiled, at, reasons)]),
    ),
    unknown: new Map([...state.unknown].map(([at, missing]) => [addressAt(compiled, at), missing])),
    flips: new Map(flips),
    flipsAt: Number.isFinite(first) ? new Date(first) : null,
    org: orgs[0] ?? null,
    orgs,
  }
}

/** The reasons that are kept for an object, with the text of its rule. */
export function reasonsAt(compiled: CompiledOverlay, position: number, reasons: string): MembershipReason[] {
  const rule = compiled.objects[position]?.ruleText ?? ''
  const parsed = JSON.parse(reasons) as (MembershipReason | { readonly by: 'rule' })[]
  return parsed.map((reason) => (reason.by === 'rule' ? { by: 'rule', rule } : reason))
}

function addressAt({ objects }: CompiledOverlay, position: number): MemberAddress {
  const object = objects[position]
  if (!object) throw new Error(`There is no object at ${position}`)
  return object.address
}
