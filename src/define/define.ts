import type {
  AccessPolicy,
  Authority,
  ConfigDocument,
  Directory,
  DottedLine,
  Group,
  Matching,
  OrgUnit,
  PersonSchema,
  Settings,
  Team,
  Test,
} from './documents.ts'
import { idOf, ownersOf } from './references.ts'

type Written<Document> = Omit<Document, 'kind'>
type Owners = { owners?: (string | Team)[] }

/** An org unit; `parent` may be the unit itself. */
export type OrgUnitInput = Omit<Written<OrgUnit>, 'parent' | 'owners'> & Owners & { parent?: string | OrgUnit }

/** A team; `parent` and `orgUnit` may be the objects themselves. */
export type TeamInput = Omit<Written<Team>, 'parent' | 'orgUnit' | 'owners'> &
  Owners & { parent?: string | Team; orgUnit?: string | OrgUnit }

/** A group. */
export type GroupInput = Omit<Written<Group>, 'owners'> & Owners

/** An access policy; `conflicts` may have the policies themselves. */
export type AccessPolicyInput = Omit<Written<AccessPolicy>, 'conflicts' | 'owners'> &
  Owners & { conflicts?: (string | AccessPolicy)[] }

/** A unit of the organization chart. */
export function defineOrgUnit({ parent, owners, ...unit }: OrgUnitInput): OrgUnit {
  return { kind: 'OrgUnit', ...unit, ...key('parent', idOf(parent)), ...key('owners', ownersOf(owners)) }
}

/** A team, squad or project. */
export function defineTeam({ parent, orgUnit, owners, ...team }: TeamInput): Team {
  return {
    kind: 'Team',
    ...team,
    ...key('parent', idOf(parent)),
    ...key('orgUnit', idOf(orgUnit)),
    ...key('owners', ownersOf(owners)),
  }
}

/** A group of people. */
export function defineGroup({ owners, ...group }: GroupInput): Group {
  return { kind: 'Group', ...group, ...key('owners', ownersOf(owners)) }
}

/** Who may have an access, who gets it, who decides. */
export function defineAccessPolicy({ conflicts, owners, ...policy }: AccessPolicyInput): AccessPolicy {
  const ids = conflicts?.map((each) => (typeof each === 'string' ? each : each.id))
  return { kind: 'AccessPolicy', ...policy, ...key('conflicts', ids), ...key('owners', ownersOf(owners)) }
}

/** Somebody reports to one more manager. */
export function defineDottedLine(line: Written<DottedLine>): DottedLine {
  return { kind: 'DottedLine', ...line }
}

/** The settings of the repository. */
export function defineSettings(settings: Written<Settings>): Settings {
  return { kind: 'Settings', ...settings }
}

/** Further attributes of people. */
export function definePersonSchema(schema: Written<PersonSchema>): PersonSchema {
  return { kind: 'PersonSchema', ...schema }
}

/** How users of directories are matched to people. */
export function defineMatching(matching: Written<Matching>): Matching {
  return { kind: 'Matching', ...matching }
}

/** Which directory is the authority for which attribute. */
export function defineAuthority(authority: Written<Authority>): Authority {
  return { kind: 'Authority', ...authority }
}

/** What the organization says of one of its directories. */
export function defineDirectory(directory: Written<Directory>): Directory {
  return { kind: 'Directory', ...directory }
}

/** Cases that `muster test` runs. */
export function defineTest(test: Written<Test>): Test {
  return { kind: 'Test', ...test }
}

/** A key that is left out where it has no value: a missing key is not managed. */
function key<Name extends PropertyKey, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value })
}

/** Any document, as the functions above give it. */
export type Defined = ConfigDocument
