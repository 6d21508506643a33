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
