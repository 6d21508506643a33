import type { Person } from './people-objects.ts'

type MemberKind = 'Team' | 'Group' | 'OrgUnit'
type NamedInDocument = { ref: string; id: string | null; display_name: string | null }
type Place = { repository: string | null; commit: string | null; file: string; line: number }

/** Why somebody is in an object: `by` says how, further members say what. */
export type MemberReason = { by: string; [more: string]: unknown }

/** A team, group or org unit with how many are in it. */
export type MemberObject = {
  object: 'member_object'
  kind: MemberKind
  id: string
  name: string
  description: string | null
  type: string | null
  parent: string | null
  org_unit: string | null
  rule: string | null
  mode: 'exact' | 'additive' | null
  lead: NamedInDocument | null
  members: number
  unknown: number
  evaluated: boolean
  managed_by: Place | null
  protected: boolean
  updated_at: string
}

type LinkedObject = { kind: MemberKind; id: string; name: string }

/** One of them with its roles, and what is above and below it. */
export type MemberObjectWithDocument = MemberObject & {
  above: LinkedObject | null
  unit: LinkedObject | null
  children: (LinkedObject & { members: number })[]
  roles: { role: string; people: NamedInDocument[] }[]
  rule_builder: Record<string, unknown> | null
  overlay_object: Record<string, unknown>
}

/** Somebody who is in an object, or undecided for it. */
export type ObjectMember = {
  object: 'object_member'
  kind: MemberKind
  object_id: string
  person: Pick<Person, 'id' | 'display_name' | 'status'>
  reasons: MemberReason[]
  since: string | null
  missing: string | null
}

/** A part of a rule with what it gives for somebody. */
export type ExplainedPart = {
  text: string
  outcome: 'value' | 'unknown' | 'error'
  value: string
  parts: ExplainedPart[]
}

/** Why somebody is, or is not, in an object. */
export type MembershipExplanation = {
  object: 'membership_explanation'
  person_id: string
  kind: MemberKind
  object_id: string
  name: string
  is_member: boolean
  reasons: MemberReason[]
  unknown: string | null
  kept_out: { by: 'file' | 'hand' | 'ended' | 'above'; until: string | null } | null
  named: { reasons: MemberReason[]; counts: boolean } | null
  hand: { action: 'add' | 'remove'; until: string | null; counts: boolean } | null
  rule: { text: string; explained: ExplainedPart | null; problem: string | null } | null
  flips_at: string | null
  masked_attributes: string[]
}

type NamedPerson = Pick<Person, 'id' | 'display_name'>

/** Somebody in the chart of an organization. */
export type OrgChartCard = NamedPerson & {
  object: 'org_chart_card'
  status: Person['status']
  title: string | null
  department: string | null
  mail: string | null
  manager_id: string | null
  reports: number
  below: number
}

/** A part of the chart of an organization. */
export type OrgChart = {
  object: 'org_chart'
  organization_id: string
  person_id: string | null
  roots: string[]
  above: OrgChartCard[]
  cards: OrgChartCard[]
  loops: NamedPerson[][]
  dotted_lines: {
    id: string
    person: NamedPerson
    manager: NamedPerson
    reason: string | null
    until: string | null
    managed_by: Place | null
  }[]
}
