import type { Group, OrgUnit, Team } from './documents.ts'

/** A person by the employee number. */
export function emp(number: string): string {
  return `emp:${number}`
}

/** A person by an address. It is pinned when it is first applied, since an address can be given to somebody else. */
export function mail(address: string): string {
  return `mail:${address}`
}

/** A person by the id that a directory has at its source. */
export function ext(directory: string | { readonly id: string }, id: string): string {
  return `ext:${typeof directory === 'string' ? directory : directory.id}:${id}`
}

/** The lead of a team, as somebody who approves. */
export function teamLead(team: string | Team): string {
  return `team:${idOf(team)}#lead`
}

/** Those who have a role in a team, as people who approve. */
export function teamRole(team: string | Team, role: string): string {
  return `team:${idOf(team)}#${role}`
}

/** The members of a group, as people who approve. */
export function group(of: string | Group): string {
  return `group:${idOf(of)}`
}

/** The id of an object that may be given itself. */
export function idOf(reference: string | Team | OrgUnit | Group): string
export function idOf(reference: string | Team | OrgUnit | Group | undefined): string | undefined
export function idOf(reference: string | Team | OrgUnit | Group | undefined): string | undefined {
  return typeof reference === 'object' ? reference.id : reference
}

/** Owners as files name them: people as they are, teams as `team:<id>`. */
export function ownersOf(owners: readonly (string | Team)[] | undefined): string[] | undefined {
  return owners?.map((owner) => (typeof owner === 'string' ? owner : `team:${owner.id}`))
}
