import type { MemberAddress } from '../../../memberships/compiled-overlay.ts'
import type { HandMembers, PersonInput } from '../../../memberships/person-state.ts'
import type { PersonGroup } from './person-group.ts'

/** Where a plan reads people from: the database, or a table of cases. */
export type PeopleSource = {
  /** Everybody, those together who have the same values of these attributes. */
  groups(reads: readonly string[]): Promise<readonly PersonGroup[]>
  /** Some people, with these attributes. */
  byId(ids: readonly string[], reads: readonly string[]): Promise<readonly PersonInput[]>
  /** Who is in these objects now. */
  members(addresses: readonly MemberAddress[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** What was done by hand about these objects, by the person. */
  hand(addresses: readonly MemberAddress[]): Promise<ReadonlyMap<string, HandMembers>>
  /** What people are called. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
