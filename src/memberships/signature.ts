import { createHash } from 'node:crypto'
import type { PersonRule } from '../expressions/person-rule.ts'
import type { ObjectContext } from './compile-object.ts'
import type { CompiledObject, ObjectInputs } from './compiled-overlay.ts'
import type { MemberDocument } from './member-documents.ts'
import { memberAddress } from './member-documents.ts'
import { namedIn } from './name-people.ts'

// To be raised when the same documents are evaluated to something else: everything is evaluated anew then.
const version = 1

type Parts = Pick<CompiledObject, 'takesHand' | 'ends' | 'path'> & {
  readonly document: MemberDocument
  readonly rule: PersonRule | string | null
  readonly inputs: ObjectInputs
}

/**
 * A hash of all that decides who is in an object, beside people and the members of others: its rule, the types of the attributes
 * that it reads, whom its references mean, and where it hangs. While it is the same, nobody needs to be evaluated anew.
 */
export function signatureOf(
  { document, rule, inputs, ...own }: Parts,
  { positions, above, context }: ObjectContext,
): string {
  const compiled = typeof rule === 'object' && rule !== null ? rule : null
  const people = [...namedIn(document)].map(([ref, named]) => [context.resolve(ref) ?? ref, named])
  const parts = {
    version,
    ...own,
    rule: compiled ? compiled.text : rule,
    types: inputs.attributes.map((name) => [name, context.attributes[name] ?? null]),
    refs: (compiled?.people ?? []).map((ref) => context.resolve(ref)),
    missing: compiled ? missingOf(compiled, positions) : [],
    tree: inputs.org ? [...above].map(([id, units]) => [id, units]).sort() : [],
    people,
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

function missingOf(rule: PersonRule, positions: ReadonlyMap<string, number>): string[] {
  const addresses = [
    ...rule.groups.map((id) => memberAddress('Group', id)),
    ...rule.teams.map((id) => memberAddress('Team', id)),
  ]
  return addresses.filter((address) => !positions.has(address))
}
