import type { OverlayDocument } from '../../model/overlay/document.ts'
import type { Team } from '../../model/overlay/structure.ts'
import type { GivenPerson } from './given-person.ts'

/** Documents in which the people of cases are where the cases put them: in org units, groups, teams and their roles. */
export function placePeople(documents: readonly OverlayDocument[], people: readonly GivenPerson[]): OverlayDocument[] {
  const added = new Map<string, string[]>()
  for (const { person, places } of people) {
    const name = person.refs?.at(-1) ?? person.id
    const put = (address: string) => added.set(address, [...(added.get(address) ?? []), name])
    if (places.orgUnit !== null) put(`OrgUnit/${places.orgUnit}`)
    for (const id of places.groups) put(`Group/${id}`)
    for (const id of places.teams) put(`Team/${id}`)
    for (const role of places.roles) put(`Team/${role}`)
  }
  return added.size === 0 ? [...documents] : documents.map((document) => withAdded(document, added))
}

function withAdded(document: OverlayDocument, added: ReadonlyMap<string, readonly string[]>): OverlayDocument {
  if (document.kind !== 'OrgUnit' && document.kind !== 'Team' && document.kind !== 'Group') return document
  const names = added.get(`${document.kind}/${document.id}`) ?? []
  const { members = { mode: 'additive' as const } } = document
  const placed = {
    ...document,
    ...(names.length > 0 && { members: { ...members, add: [...(members.add ?? []), ...names] } }),
  }
  return placed.kind === 'Team' ? withRoles(placed, added) : placed
}

function withRoles(team: Team, added: ReadonlyMap<string, readonly string[]>): Team {
  const holders = (role: string) => added.get(`Team/${team.id}#${role}`) ?? []
  const roles = Object.entries(team.roles ?? {}).map(([role, refs]): [string, string[]] => [
    role,
    [...refs, ...holders(role)],
  ])
  const lead = holders('lead')[0] ?? team.lead
  return { ...team, roles: Object.fromEntries(roles), ...(lead !== undefined && { lead }) }
}
