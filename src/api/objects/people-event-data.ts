import { z } from 'zod'
import type { EventType } from '../../model/event.ts'
import type { EventData } from './event-data-type.ts'
import { AnyObject, exampleIds } from './fields.ts'
import { examplePerson, Person } from './person.ts'

const previous = {
  previous_attributes: AnyObject.describe('What the changed attributes were before; null for what was not there.'),
}

const Link = z.object({
  object: z.literal('person_link'),
  person_id: z.string(),
  directory_id: z.string(),
  directory_user_id: z.string(),
  rule: z.string().describe('The attributes that were matched on, `new` for a new person, or `manual`.'),
  confidence: z.number(),
  evidence: AnyObject.describe('The values that matched.'),
})
const exampleLink = {
  object: 'person_link',
  person_id: examplePerson.id,
  directory_id: exampleIds.directory,
  directory_user_id: exampleIds.user,
  rule: 'employeeNumber',
  confidence: 1,
  evidence: { employeeNumber: '10042' },
} as const

const MatchCase = z.object({
  object: z.literal('match_case'),
  id: z.string(),
  directory_id: z.string(),
  directory_user_id: z.string(),
  state: z.enum(['open', 'decided', 'obsolete']),
  reason: z.enum(['disputed', 'low_confidence', 'reused', 'conflict']),
  rule: z.string(),
  candidates: z.object({ person_id: z.string(), display_name: z.string() }).array(),
  decision: AnyObject.nullable(),
})
const exampleCase = {
  object: 'match_case',
  id: 'match_case_01KA3VB2C4D6E8F0G2H4J6K8M0',
  directory_id: exampleIds.directory,
  directory_user_id: exampleIds.user,
  state: 'open',
  reason: 'disputed',
  rule: 'mail',
  candidates: [{ person_id: examplePerson.id, display_name: 'Ada Lovelace' }],
  decision: null,
} as const

const AttributeCase = z.object({
  object: z.literal('attribute_case'),
  id: z.string(),
  person_id: z.string(),
  attribute: z.string(),
  state: z.enum(['open', 'decided', 'obsolete']),
  candidates: z
    .object({ directory_id: z.string(), directory_user_id: z.string() })
    .array()
    .describe('The users of the person that say something of it; what they say is told where the case is read.'),
  chosen_user_id: z.string().nullable().describe('The user whose word counts; null while nobody has said it.'),
})
const exampleAttributeCase = {
  object: 'attribute_case',
  id: 'attribute_case_01KA3VB2C4D6E8F0G2H4J6K8M0',
  person_id: examplePerson.id,
  attribute: 'title',
  state: 'open',
  candidates: [{ directory_id: exampleIds.directory, directory_user_id: exampleIds.user }],
  chosen_user_id: null,
} as const

const Membership = z.object({
  object: z.literal('person_membership'),
  person_id: z.string(),
  kind: z.enum(['OrgUnit', 'Team', 'Group']),
  object_id: z.string(),
  name: z.string(),
  reasons: AnyObject.array().describe('Why; of somebody who left, why they were in it.'),
})
const exampleMember = {
  object: 'person_membership',
  person_id: examplePerson.id,
  kind: 'Group',
  object_id: 'eng-leads',
  name: 'Engineering leads',
  reasons: [{ by: 'rule', rule: 'person.title.contains("Lead")' }],
} as const

const ofPeople = {
  'person.created': {
    description:
      'A person appeared: somebody who is none of those known, or who was gone and is back, with the id of before.',
    data: Person,
    example: examplePerson,
  },
  'person.updated': {
    description: 'A merged value of a person changed, or the manager.',
    data: Person.extend(previous),
    example: { ...examplePerson, previous_attributes: { title: 'Junior Engineer' } },
  },
  'person.status_changed': {
    description:
      'A person is before the first day, active, on leave, leaving or gone now: the source said so, or the day came.',
    data: Person.extend(previous),
    example: { ...examplePerson, previous_attributes: { status: 'pre_hire' } },
  },
  'person.deleted': {
    description: 'No user of any directory is this person any more.',
    data: Person,
    example: examplePerson,
  },
  'person.linked': { description: "A user of a directory became a person's.", data: Link, example: exampleLink },
  'person.unlinked': {
    description: "A user of a directory is no longer a person's.",
    data: Link,
    example: exampleLink,
  },
  'person.match_disputed': {
    description: 'Nobody can say by rules whose a user is: a person has to.',
    data: MatchCase,
    example: exampleCase,
  },
  'person.match_decided': {
    description: 'Somebody said whose a user is, or it became plain by itself: then the case is `obsolete`.',
    data: MatchCase,
    example: { ...exampleCase, state: 'decided', decision: { action: 'link', person_id: examplePerson.id } },
  },
  'person.attribute_disputed': {
    description:
      'Directories of equal say differ about an attribute, where the documents have a person decide; or they differ otherwise than before.',
    data: AttributeCase,
    example: exampleAttributeCase,
  },
  'person.attribute_decided': {
    description: 'Somebody said whose word counts, or the directories agree by now: then the case is `obsolete`.',
    data: AttributeCase,
    example: { ...exampleAttributeCase, state: 'decided', chosen_user_id: exampleIds.user },
  },
  'person.member_added': {
    description: 'Somebody entered a team, group or org unit.',
    data: Membership,
    example: exampleMember,
  },
  'person.member_removed': {
    description: 'Somebody left a team, group or org unit.',
    data: Membership,
    example: exampleMember,
  },
} as const satisfies Partial<Record<EventType, EventData>>

const OverlayObject = z.object({
  object: z.literal('overlay_object'),
  kind: z.string(),
  id: z.string(),
  organization_id: z.string(),
  version: z.number(),
  document: AnyObject,
  managed_by: AnyObject.nullable().describe('The repository, file and line where it is declared; null for none.'),
  protected: z.boolean(),
})
const exampleObject = {
  object: 'overlay_object',
  kind: 'Team',
  id: 'platform',
  organization_id: exampleIds.organization,
  version: 3,
  document: { kind: 'Team', id: 'platform', name: 'Platform Engineering' },
  managed_by: { repository: 'directory', commit: '9f3c2d1', file: 'teams/platform.yaml', line: 1 },
  protected: false,
} as const

const ofOverlay = {
  'overlay.object_created': {
    description: 'An object of the overlay was made.',
    data: OverlayObject,
    example: exampleObject,
  },
  'overlay.object_updated': {
    description: 'An object of the overlay changed.',
    data: OverlayObject.extend({ previous_attributes: AnyObject }),
    example: { ...exampleObject, previous_attributes: { name: 'Infra' } },
  },
  'overlay.object_deleted': {
    description: 'An object of the overlay was deleted. It can be restored for 30 days.',
    data: OverlayObject,
    example: exampleObject,
  },
  'overlay.object_restored': { description: 'A deleted object is back.', data: OverlayObject, example: exampleObject },
  'overlay.plan_applied': {
    description: 'A plan was applied.',
    data: z.object({ object: z.literal('plan'), id: z.string(), state: z.string(), summary: AnyObject }),
    example: {
      object: 'plan',
      id: 'plan_01KA3VC3D5E7F9G1H3J5K7M9N1',
      state: 'applied',
      summary: { create: 1, update: 2, delete: 0, enter: 14, leave: 3 },
    },
  },
  'overlay.drift_found': {
    description: 'Something that files declare was changed outside of them.',
    data: OverlayObject.extend({ drift: AnyObject }),
    example: { ...exampleObject, drift: { name: { declared: 'Platform Engineering', actual: 'Platform' } } },
  },
} as const satisfies Partial<Record<EventType, EventData>>

/** Events of the organization's own stream: of people, and of what it writes as code. */
export const peopleEventData = { ...ofPeople, ...ofOverlay } as const
