import type { MembershipReason } from '../model/person.ts'
import type { CompiledOverlay, Named, OverlayProblem } from './compiled-overlay.ts'
import type { DraftObject } from './draft-object.ts'
import { type MemberDocument, memberAddress } from './member-documents.ts'

/** Whom a document names, by reference, with what follows from it for the object. */
export function namedIn(document: MemberDocument): ReadonlyMap<string, Named> {
  const named = new Map<string, { reasons: MembershipReason[]; out: Named['out'] }>()
  const of = (ref: string) => {
    const known = named.get(ref) ?? { reasons: [], out: null }
    named.set(ref, known)
    return known
  }
  const { members } = document
  for (const ref of members?.add ?? []) {
    const until = members?.until?.[ref]
    of(ref).reasons.push(until === undefined ? { by: 'file', ref } : { by: 'file', ref, until })
  }
  if (document.lead !== undefined) of(document.lead).reasons.push({ by: 'lead' })
  if (document.kind === 'Team') {
    for (const [role, refs] of Object.entries(document.roles ?? {})) {
      for (const ref of refs) of(ref).reasons.push({ by: 'role', role })
    }
  }
  for (const ref of members?.remove ?? []) of(ref).out = { until: members?.until?.[ref] ?? null }
  return named
}

/** How all objects, in their order, name people: by the id of a person, or by the reference where nobody is known by it. */
export function namedBy(
  order: readonly DraftObject[],
  resolve: (ref: string) => string | null,
): Map<string, Map<number, Named>> {
  const people = new Map<string, Map<number, Named>>()
  for (const [position, { document }] of order.entries()) {
    for (const [ref, named] of namedIn(document)) {
      const key = resolve(ref) ?? ref
      const known = people.get(key) ?? new Map<number, Named>()
      people.set(key, known.set(position, bothNamed(known.get(position), named)))
    }
  }
  return people
}

/** Of one person who is named twice, as `emp:` and as `mail:`: every reason counts, and what keeps out for longer. */
export function bothNamed(one: Named | undefined, other: Named): Named {
  if (!one) return other
  return { reasons: [...one.reasons, ...other.reasons], out: longer(one.out, other.out) }
}

function longer(one: Named['out'], other: Named['out']): Named['out'] {
  if (!one || !other) return one ?? other
  if (one.until === null || other.until === null) return { until: null }
  return one.until > other.until ? one : other
}

/** Groups and teams that rules name and that are not there; each is told. */
export function missingIn(order: readonly DraftObject[], problems: OverlayProblem[]): CompiledOverlay['missing'] {
  const known = new Set<string>(order.map(({ address }) => address))
  const groups = new Set<string>()
  const teams = new Set<string>()
  for (const { rule, address } of order) {
    if (!rule || typeof rule === 'string') continue
    const tell = (kind: 'Group' | 'Team', id: string, into: Set<string>) => {
      if (known.has(memberAddress(kind, id))) return
      into.add(id)
      const text = `its rule names the ${kind.toLowerCase()} ${id}, which does not exist`
      problems.push({ code: 'unknown_reference', address, text })
    }
    for (const id of rule.groups) tell('Group', id, groups)
    for (const id of rule.teams) tell('Team', id, teams)
  }
  return { groups: [...groups], teams: [...teams] }
}
