import type { KindName } from '../../model/overlay/kind-name.ts'
import type { LoadedDocument, Part, Path } from '../load/loaded-document.ts'

/** An object that a document refers to, and where. `role` is that of a team: `team:platform#oncall`. */
export type ObjectReference = {
  readonly kind: KindName
  readonly id: string
  readonly role?: string
  readonly path: Path
  readonly part?: Part
}

/** Somebody whom a document refers to, and where. */
export type PersonReference = { readonly ref: string; readonly path: Path; readonly part?: Part }

/** Every object that a document refers to outside of rules. */
export function objectsIn({ document }: LoadedDocument): ObjectReference[] {
  const owners = 'owners' in document && document.kind !== 'Settings' ? (document.owners ?? []) : []
  const all = owners.flatMap((name, index) => named(name, ['owners', index]))
  switch (document.kind) {
    case 'OrgUnit':
      return [...all, ...one('OrgUnit', document.parent, 'parent')]
    case 'Team':
      return [...all, ...one('Team', document.parent, 'parent'), ...one('OrgUnit', document.orgUnit, 'orgUnit')]
    case 'AccessPolicy':
      return [
        ...all,
        ...list('AccessPolicy', document.conflicts, ['conflicts']),
        ...(document.approvers ?? []).flatMap((name, index) => named(name, ['approvers', index])),
      ]
    case 'Authority':
      return [...list('Directory', document.default, ['default']), ...inAuthority(document.attributes ?? {})]
    case 'Test':
      return document.cases.flatMap(({ given, expect }, index) => [
        ...inGiven(given.person, ['cases', index, 'given', 'person']),
        ...inExpectation(expect, ['cases', index, 'expect']),
      ])
    default:
      return all
  }
}

function one(kind: KindName, id: string | undefined, key: string): ObjectReference[] {
  return id === undefined ? [] : [{ kind, id, path: [key] }]
}

function list(kind: KindName, ids: readonly string[] | undefined, path: Path): ObjectReference[] {
  return (ids ?? []).map((id, index) => ({ kind, id, path: [...path, index] }))
}

/** `team:platform#lead` and `group:admins` name objects; all others name people. */
function named(name: string, path: Path): ObjectReference[] {
  const [, kind, id, role] = /^(team|group):([^#]*)(?:#(.*))?$/.exec(name) ?? []
  if (kind === undefined || id === undefined) return []
  return [{ kind: kind === 'team' ? 'Team' : 'Group', id, path, ...(role !== undefined && { role }) }]
}

type Authorities = Readonly<
  Record<string, readonly string[] | { readonly peers?: string[]; readonly of?: string[] | undefined }>
>

function inAuthority(attributes: Authorities): ObjectReference[] {
  return Object.entries(attributes).flatMap(([name, authority]) => {
    const path = ['attributes', name]
    if (Array.isArray(authority)) return list('Directory', authority, path)
    const { peers, of } = authority as { peers?: string[]; of?: string[] }
    return [...list('Directory', peers, [...path, 'peers']), ...list('Directory', of, [...path, 'of'])]
  })
}

/** What each expectation of a case speaks of. */
export const expectationKinds: Readonly<Record<string, KindName>> = {
  memberOf: 'Group',
  notMemberOf: 'Group',
  unknownIn: 'Group',
  teams: 'Team',
  notTeams: 'Team',
  mayRequest: 'AccessPolicy',
  mayNotRequest: 'AccessPolicy',
  gets: 'AccessPolicy',
  getsNot: 'AccessPolicy',
}

/** Where a case puts its person: `org: eng/web`, `groups: [leads]`. */
function inGiven(person: Readonly<Record<string, unknown>>, path: Path): ObjectReference[] {
  const ids = (key: string) => [person[key] ?? []].flat().filter((id) => typeof id === 'string')
  const org = ids('org').flatMap((text) => text.split('/').at(-1) ?? [])
  const roles = ids('roles').flatMap((text, index) => named(`team:${text}`, [...path, 'roles', index]))
  return [
    ...org.map((id) => ({ kind: 'OrgUnit' as const, id, path: [...path, 'org'] })),
    ...list('Group', ids('groups'), [...path, 'groups']),
    ...list('Team', ids('teams'), [...path, 'teams']),
    ...roles,
  ]
}

function inExpectation(expect: Readonly<Record<string, unknown>>, path: Path): ObjectReference[] {
  const lists = Object.entries(expectationKinds).flatMap(([key, kind]) =>
    list(kind, expect[key] as string[] | undefined, [...path, key]),
  )
  const org = typeof expect.org === 'string' ? expect.org.split('/').at(-1) : undefined
  return org ? [...lists, { kind: 'OrgUnit', id: org, path: [...path, 'org'] }] : lists
}

const personRef = /^(emp|mail|ext):|^person_/

/** Everybody whom a document refers to outside of rules. */
export function peopleIn({ document }: LoadedDocument): PersonReference[] {
  const refs: PersonReference[] = []
  const add = (list: readonly string[] | undefined, path: Path) =>
    refs.push(...(list ?? []).map((ref, index) => ({ ref, path: [...path, index] })))
  if ('owners' in document && document.kind !== 'Settings') add(document.owners, ['owners'])
  if ('members' in document) {
    add(document.members?.add, ['members', 'add'])
    add(document.members?.remove, ['members', 'remove'])
  }
  if ('lead' in document && document.lead !== undefined) refs.push({ ref: document.lead, path: ['lead'] })
  if (document.kind === 'Team')
    for (const [role, people] of Object.entries(document.roles ?? {})) add(people, ['roles', role])
  if (document.kind === 'DottedLine')
    refs.push({ ref: document.person, path: ['person'] }, { ref: document.manager, path: ['manager'] })
  if (document.kind === 'AccessPolicy') add(document.approvers, ['approvers'])
  return refs.filter(({ ref }) => personRef.test(ref))
}
