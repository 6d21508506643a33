import { Document } from 'yaml'
import type { MemberKind, OverlayDocument } from '../../../model/overlay/document.ts'
import type { OrgUnit, Team } from '../../../model/overlay/structure.ts'
import type { SourceFile } from '../../load/load-documents.ts'
import { toOverlayId } from '../to-overlay-id.ts'

/** A person as Backstage shows people. */
export type ExportedPerson = { readonly id: string; readonly name: string; readonly mail: string | null }

export type BackstageExport = {
  readonly documents: readonly OverlayDocument[]
  /** Who is in an object: ids of people. */
  readonly membersOf: (object: { readonly kind: MemberKind; readonly id: string }) => readonly string[]
  readonly people: readonly ExportedPerson[]
}

const apiVersion = 'backstage.io/v1alpha1'

/**
 * Org units and teams with their people as `Group` and `User` entities of Backstage's catalog: `org.yaml` and `users.yaml`. A person is
 * listed in the groups that they are in themselves, not in those above.
 */
export function exportBackstage({ documents, membersOf, people }: BackstageExport): SourceFile[] {
  const units = documents.filter((document) => document.kind === 'OrgUnit' || document.kind === 'Team')
  const names = namesOf(units)
  const parents = new Map(units.map((unit) => [nameOf(unit, names), parentOf(unit, names)]))
  const logins = loginsOf(people)
  const memberOf = new Map<string, string[]>(people.map(({ id }) => [id, []]))
  for (const unit of units) {
    for (const person of membersOf(unit)) memberOf.get(person)?.push(nameOf(unit, names))
  }
  const groups = units.map((unit) => groupEntity(unit, nameOf(unit, names), parents))
  const users = people.map((person) => userEntity(person, logins, leaves(memberOf.get(person.id) ?? [], parents)))
  return [
    { path: 'org.yaml', text: entitiesText(groups) },
    { path: 'users.yaml', text: entitiesText(users) },
  ]
}

type Unit = OrgUnit | Team
type Names = ReadonlyMap<string, string>

/** Groups of Backstage share one space of names: a team that is called like an org unit gets `-team` behind it. */
function namesOf(units: readonly Unit[]): Names {
  const orgUnits = new Set(units.filter(({ kind }) => kind === 'OrgUnit').map(({ id }) => id))
  return new Map(
    units.map(({ kind, id }) => [`${kind}/${id}`, kind === 'Team' && orgUnits.has(id) ? `${id}-team` : id]),
  )
}

function nameOf({ kind, id }: Pick<Unit, 'kind' | 'id'>, names: Names): string {
  return names.get(`${kind}/${id}`) ?? id
}

function parentOf(unit: Unit, names: Names): string | null {
  if (unit.parent !== undefined) return nameOf({ kind: unit.kind, id: unit.parent }, names)
  const orgUnit = unit.kind === 'Team' ? unit.orgUnit : undefined
  return orgUnit === undefined ? null : nameOf({ kind: 'OrgUnit', id: orgUnit }, names)
}

function groupEntity(unit: Unit, name: string, parents: ReadonlyMap<string, string | null>) {
  const parent = parents.get(name) ?? undefined
  const children = [...parents].filter(([, above]) => above === name).map(([child]) => child)
  const { description } = unit
  return {
    apiVersion,
    kind: 'Group',
    metadata: { name, ...(description ? { description } : {}) },
    spec: {
      type: unit.kind === 'Team' ? (unit.type ?? 'team') : 'department',
      profile: { displayName: unit.name ?? unit.id },
      ...(parent ? { parent } : {}),
      children,
    },
  }
}

function userEntity({ id, name, mail }: ExportedPerson, logins: ReadonlyMap<string, string>, memberOf: string[]) {
  return {
    apiVersion,
    kind: 'User',
    metadata: { name: logins.get(id) ?? id, annotations: { 'muster.dev/person-id': id } },
    spec: { profile: { displayName: name, ...(mail ? { email: mail } : {}) }, memberOf },
  }
}

/** Those groups of a person that are not above another of theirs. */
function leaves(groups: readonly string[], parents: ReadonlyMap<string, string | null>): string[] {
  const above = new Set<string>()
  for (const group of groups) {
    for (let at = parents.get(group); at && !above.has(at); at = parents.get(at)) above.add(at)
  }
  return groups.filter((group) => !above.has(group))
}

/** A name for everybody, of the address where there is one; the same address twice gets a number. */
function loginsOf(people: readonly ExportedPerson[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const logins = new Map<string, string>()
  for (const { id, name, mail } of people) {
    const wanted = toOverlayId((mail ?? name).split('@')[0] ?? name).slice(0, 58)
    let login = wanted
    for (let number = 2; taken.has(login); number += 1) login = `${wanted}-${number}`
    taken.add(login)
    logins.set(id, login)
  }
  return logins
}

function entitiesText(entities: readonly object[]): string {
  return entities.map((entity) => `---\n${new Document(entity).toString({ lineWidth: 110 })}`).join('')
}
