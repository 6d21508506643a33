import type { JsonObject } from './objects.ts'

/** One human, or service account, of an organization, made of the users of its directories. */
export type Person = {
  object: 'person'
  id: string
  organization_id: string
  status: 'pre_hire' | 'active' | 'on_leave' | 'leaving' | 'left'
  service: boolean
  display_name: string
  attributes: JsonObject
  manager_id: string | null
  created_at: string
  updated_at: string
}

/** A user of a directory that is one person's. */
export type PersonLink = {
  object: 'person_link'
  person_id: string
  directory_id: string
  directory_user_id: string
  rule: string
  confidence: number
  evidence: JsonObject
}

/** A user of whom somebody has to say whose it is. */
export type MatchCase = {
  object: 'match_case'
  id: string
  directory_id: string
  directory_user_id: string
  state: 'open' | 'decided' | 'obsolete'
  reason: 'disputed' | 'low_confidence' | 'reused' | 'conflict'
  rule: string
  candidates: { person_id: string; display_name: string }[]
  decision: JsonObject | null
}

/** Directories of equal say differ about an attribute of a person, as events tell it. */
export type AttributeDisputed = {
  object: 'attribute_case'
  id: string
  person_id: string
  attribute: string
  state: 'open' | 'decided' | 'obsolete'
  candidates: { directory_id: string; directory_user_id: string }[]
  chosen_user_id: string | null
}

/** An attribute of a person of which somebody has to say whose word counts. */
export type AttributeCase = Omit<AttributeDisputed, 'candidates'> & {
  organization_id: string
  person_name: string | null
  title: string
  masked: boolean
  value: unknown
  candidates: {
    directory_id: string
    directory_name: string | null
    directory_user_id: string
    directory_user_name: string | null
    value: unknown
  }[]
  opened_at: string
  decided_at: string | null
}

/** That somebody is in a team, group or org unit, and why. */
export type PersonMembership = {
  object: 'person_membership'
  person_id: string
  kind: 'OrgUnit' | 'Team' | 'Group'
  object_id: string
  name: string
  reasons: JsonObject[]
}

/** An object of what the organization writes as code. */
export type OverlayObject = {
  object: 'overlay_object'
  kind: string
  id: string
  organization_id: string
  version: number
  document: JsonObject
  managed_by: JsonObject | null
  protected: boolean
}

/** A person as the API gives it, with what lists show of it. */
export type PersonWithDirectories = Person & {
  masked_attributes: string[]
  manager: { id: string; display_name: string } | null
  manager_named: string | null
  directory_ids: string[]
}

/** A link with its user and directory. */
export type PersonLinkWithUser = PersonLink & {
  pinned: boolean
  linked_at: string
  user: { name: string; email: string | null; idp_id: string; state: 'active' | 'inactive' } | null
  directory: { name: string; type: string } | null
}

/** That somebody is in an object, since when, and where the object is declared; `missing` where that cannot be decided. */
export type PersonMembershipWithReasons = PersonMembership & {
  managed_by: JsonObject | null
  since: string | null
  missing: string | null
}

/** A case beside the people whom its user may be. */
export type MatchCaseWithComparison = MatchCase & {
  people: (PersonWithDirectories & { links: PersonLinkWithUser[] })[]
  comparison: { name: string; title: string; user: unknown; people: unknown[]; agrees: boolean[] }[]
}

/** What merging two people does, or would do. */
export type PersonMerge = {
  object: 'person_merge'
  organization_id: string
  person_id: string
  display_name: string
  merged_person_id: string
  merged_display_name: string
  links: PersonLinkWithUser[]
  changes: { attribute: string; before: unknown; after: unknown }[]
  masked_attributes: string[]
  directories_twice: { id: string; name: string }[]
}

/** Where every attribute of a person comes from. */
export type PersonExplanation = {
  object: 'person_explanation'
  id: string
  organization_id: string
  display_name: string
  attributes: {
    name: string
    title: string
    type: string
    value: unknown
    masked: boolean
    rule: 'owner' | 'peer' | 'union' | 'overlay' | 'held' | 'chosen'
    order: string[]
    written_in: string | null
    declared_at: JsonObject | null
    since: string | null
    /** In which a person has to say, or has said, whose word counts. */
    case_id: string | null
    candidates: {
      directory_id: string
      directory_name: string
      directory_user_id: string
      value: unknown
      wins: boolean
    }[]
  }[]
  manager: {
    id: string | null
    display_name: string | null
    named: string | null
    directory_name: string | null
    directory_user_id: string | null
  } | null
  /** Who became one with this person. */
  merged: { person_id: string; display_name: string; at: string }[]
  status: { value: string; because: string; until: string | null }
}
