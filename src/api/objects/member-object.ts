import { z } from 'zod'
import { DeclaredAt } from '../../model/overlay/object.ts'
import { personStatuses } from '../../model/person.ts'
import { AnyObject, Time, TimeOrNull } from './fields.ts'
import { OverlayObject } from './overlay-object.ts'
import { examplePerson } from './person.ts'

const Kind = z.enum(['Team', 'Group', 'OrgUnit'])
const Named = z.object({
  ref: z.string().describe('As the document names the person.'),
  id: z.string().nullable().describe('The person; null while nobody is known by it.'),
  display_name: z.string().nullable(),
})
const Linked = z.object({ kind: Kind, id: z.string(), name: z.string() })
const Reason = z.looseObject({ by: z.string().describe('`rule`, `file`, `hand`, `lead`, `role` or `below`.') })

const example = {
  object: 'member_object',
  kind: 'Team',
  id: 'platform',
  name: 'Platform Engineering',
  description: 'Runs the platform',
  type: 'team',
  parent: 'engineering',
  org_unit: 'eng',
  rule: 'person.department == "Platform"',
  mode: 'additive',
  lead: { ref: 'emp:10042', id: examplePerson.id, display_name: 'Ada Lovelace' },
  members: 24,
  unknown: 1,
  evaluated: true,
  managed_by: { repository: 'directory', commit: '9f3c2d1', file: 'teams/platform.yaml', line: 1 },
  protected: false,
  updated_at: '2026-11-03T08:00:00.000Z',
} as const

/** A team, group or org unit with how many are in it. */
export const MemberObject = z
  .object({
    object: z.literal('member_object'),
    kind: Kind,
    id: z.string().describe('Unique within its kind.'),
    name: z.string(),
    description: z.string().nullable(),
    type: z.string().nullable().describe('Of a team: `team`, `squad` or `project`.'),
    parent: z.string().nullable().describe('The one above it, by its id.'),
    org_unit: z.string().nullable().describe('The org unit that a team belongs to, by its id.'),
    rule: z.string().nullable().describe('The rule by which people are in it.'),
    mode: z
      .enum(['exact', 'additive'])
      .nullable()
      .describe('`exact`: the document says who is in it, and nobody is added by hand. Null where it names nobody.'),
    lead: Named.nullable(),
    members: z.int(),
    unknown: z.int().describe('How many are undecided: a value is missing that its rule reads.'),
    evaluated: z.boolean().describe('False while its members have not followed the document yet.'),
    managed_by: DeclaredAt.nullable().describe('Where it is declared; null for what no file declares.'),
    protected: z.boolean(),
    updated_at: Time,
  })
  .meta({ id: 'MemberObject', description: 'A team, group or org unit with how many are in it.', example })

/** One of them with all that is known of it. */
export const FullMemberObject = MemberObject.extend({
  above: Linked.nullable().describe('The one above it.'),
  unit: Linked.nullable().describe('The org unit that a team belongs to.'),
  children: Linked.extend({ members: z.int() }).array().describe('Those right below it, 100 at most.'),
  roles: z.object({ role: z.string(), people: Named.array() }).array(),
  rule_builder: AnyObject.nullable().describe('The rule as rows, where it can be written so.'),
  overlay_object: OverlayObject,
}).meta({
  id: 'FullMemberObject',
  description: 'A team, group or org unit with its roles, what is above and below it, and its document.',
  example: {
    ...example,
    above: { kind: 'Team', id: 'engineering', name: 'Engineering' },
    unit: { kind: 'OrgUnit', id: 'eng', name: 'Engineering' },
    children: [],
    roles: [],
    rule_builder: { match: 'all', rows: [{ attribute: 'department', operator: 'is', value: 'Platform' }] },
    overlay_object: OverlayObject.meta()?.example,
  },
})

/** How many teams, groups and org units there are. */
export const MemberObjectCounts = z
  .object({ object: z.literal('member_object_counts'), teams: z.int(), groups: z.int(), org_units: z.int() })
  .meta({
    id: 'MemberObjectCounts',
    description: 'How many teams, groups and org units an organization has.',
    example: { object: 'member_object_counts', teams: 12, groups: 30, org_units: 8 },
  })

const reasons = [{ by: 'rule', rule: 'person.department == "Platform"' }]

/** Somebody who is in an object, or undecided for it. */
export const ObjectMember = z
  .object({
    object: z.literal('object_member'),
    kind: Kind,
    object_id: z.string(),
    person: z.object({ id: z.string(), display_name: z.string(), status: z.enum(personStatuses) }),
    reasons: Reason.array().describe('Each is enough; none of somebody for whom nothing can be decided.'),
    since: TimeOrNull,
    missing: z.string().nullable().describe('What is missing to decide; null for somebody who is in it.'),
  })
  .meta({
    id: 'ObjectMember',
    description: 'Somebody who is in a team, group or org unit, or undecided for it.',
    example: {
      object: 'object_member',
      kind: 'Team',
      object_id: 'platform',
      person: { id: examplePerson.id, display_name: 'Ada Lovelace', status: 'active' },
      reasons,
      since: '2026-11-02T09:05:00.000Z',
      missing: null,
    },
  })

const action = z.enum(['add', 'remove']).describe('Added, or kept out.')

/** What somebody did about a person and an object. */
export const HandMember = z
  .object({
    object: z.literal('hand_member'),
    person: z.object({ id: z.string(), display_name: z.string() }),
    action,
    until: z.string().nullable().describe('The last day that it holds; null for good.'),
    actor: AnyObject.describe('Who did it.'),
    created_at: Time,
  })
  .meta({
    id: 'HandMember',
    description: 'Somebody who was added to an object by the API or a screen, or who is kept out.',
    example: {
      object: 'hand_member',
      person: { id: examplePerson.id, display_name: 'Ada Lovelace' },
      action: 'add',
      until: '2027-03-31',
      actor: { type: 'member', id: 'member_01KA3V9Z8Y7X6W5V4T3S2R1Q0P', name: 'Grace Hopper' },
      created_at: '2026-11-02T09:05:00.000Z',
    },
  })

/** What came of it. */
export const HandMembership = z
  .object({
    object: z.literal('hand_membership'),
    kind: Kind,
    object_id: z.string(),
    person_id: z.string(),
    action: z.enum(['add', 'remove', 'clear']),
    until: z.string().nullable(),
    member: z.boolean().describe('Whether the person is in it now.'),
    reasons: Reason.array(),
  })
  .meta({
    id: 'HandMembership',
    description: 'What came of adding somebody by hand, or of keeping somebody out.',
    example: {
      ...{ object: 'hand_membership', kind: 'Team', object_id: 'platform', person_id: examplePerson.id },
      ...{ action: 'add', until: null, member: true, reasons: [{ by: 'hand', actor: { name: 'Grace Hopper' } }] },
    },
  })
