import { z } from 'zod'
import { AnyObject, exampleIds, Time, TimeOrNull } from './fields.ts'
import { examplePerson, Person } from './person.ts'

const examplePersonId = examplePerson.id
const exampleManager = { id: 'person_01KA3V9Z8Y7X6W5V4T3S2R1Q0P', display_name: 'Grace Hopper' }

/** A person as the API gives it, with what lists show of it. */
export const PersonWithDirectories = Person.extend({
  masked_attributes: z.string().array().describe('Attributes that are there, and that the caller is not shown.'),
  manager: z.object({ id: z.string(), display_name: z.string() }).nullable(),
  manager_named: z
    .string()
    .nullable()
    .describe('How the sources name a manager whom nobody is yet: `mail=grace@acme.example`.'),
  directory_ids: z.string().array().describe('The directories that the person is a user of.'),
}).meta({
  id: 'PersonWithDirectories',
  description: 'A person, with the manager and the directories that the person is a user of.',
  example: {
    ...examplePerson,
    masked_attributes: [],
    manager_id: exampleManager.id,
    manager: exampleManager,
    manager_named: null,
    directory_ids: [exampleIds.directory],
  },
})

/** A user that is a person's, with what it is called. */
export const PersonLink = z
  .object({
    object: z.literal('person_link'),
    person_id: z.string(),
    directory_id: z.string(),
    directory_user_id: z.string(),
    rule: z.string().describe('The attributes that were matched on, `new` for a new person, or `manual`.'),
    confidence: z.number(),
    evidence: AnyObject.describe('The values that matched.'),
    pinned: z.boolean().describe('Decided by somebody: rules leave it alone.'),
    linked_at: Time,
    user: z
      .object({
        name: z.string(),
        email: z.string().nullable(),
        idp_id: z.string(),
        state: z.enum(['active', 'inactive']),
      })
      .nullable(),
    directory: z.object({ name: z.string(), type: z.string() }).nullable(),
  })
  .meta({
    id: 'PersonLink',
    description: "A user of a directory that is a person's, and why.",
    example: {
      object: 'person_link',
      person_id: examplePersonId,
      directory_id: exampleIds.directory,
      directory_user_id: exampleIds.user,
      rule: 'employeeNumber',
      confidence: 1,
      evidence: { employeeNumber: '10042' },
      pinned: false,
      linked_at: '2026-11-02T09:05:00.000Z',
      user: { name: 'Ada Lovelace', email: 'ada@acme.example', idp_id: '00u1ada', state: 'active' },
      directory: { name: 'Okta', type: 'okta scim v2.0' },
    },
  })

/** That a user became, or ceased to be, a person's. */
export const PersonLinkChange = z
  .object({
    object: z.literal('person_link_change'),
    id: z.string(),
    person_id: z.string(),
    directory_user_id: z.string(),
    action: z.enum(['linked', 'unlinked', 'relinked']),
    rule: z.string(),
    evidence: AnyObject,
    cause: AnyObject.describe('Who or what did it: `source`, `actorId` and `requestId`.'),
    occurred_at: Time,
  })
  .meta({
    id: 'PersonLinkChange',
    description: "That a user became, or ceased to be, a person's.",
    example: {
      object: 'person_link_change',
      id: 'person_link_01KA3VA1D3E5F7G9H1J3K5M7N9',
      person_id: examplePersonId,
      directory_user_id: exampleIds.user,
      action: 'linked',
      rule: 'employeeNumber',
      evidence: { employeeNumber: '10042' },
      cause: { source: 'people', actorId: null, requestId: null },
      occurred_at: '2026-11-02T09:05:00.000Z',
    },
  })

/** What merging two people does, or would do. */
export const PersonMerge = z
  .object({
    object: z.literal('person_merge'),
    organization_id: z.string(),
    person_id: z.string().describe('The person who stays.'),
    display_name: z.string(),
    merged_person_id: z.string().describe('The person who becomes that one, and is no more.'),
    merged_display_name: z.string(),
    links: PersonLink.array().describe('The users that move, as they were linked before.'),
    changes: z
      .object({ attribute: z.string(), before: z.unknown(), after: z.unknown() })
      .array()
      .describe('The values of the person who stays that change.'),
    masked_attributes: z.string().array().describe('Attributes that change, and that the caller is not shown.'),
    directories_twice: z
      .object({ id: z.string(), name: z.string() })
      .array()
      .describe(
        'Directories of which the person has more than one active user then: they may be two humans after all.',
      ),
  })
  .meta({
    id: 'PersonMerge',
    description: 'What merging two people does, or would do.',
    example: {
      object: 'person_merge',
      organization_id: exampleIds.organization,
      person_id: examplePersonId,
      display_name: 'Ada Lovelace',
      merged_person_id: 'person_01KA3V9Z8Y7X6W5V4T3S2R1Q0Q',
      merged_display_name: 'A. Lovelace',
      links: [],
      changes: [{ attribute: 'mobile', before: null, after: '+441234567890' }],
      masked_attributes: [],
      directories_twice: [],
    },
  })

const Reason = z.looseObject({ by: z.string().describe('`rule`, `file`, `hand`, `lead`, `role` or `below`.') })

/** That somebody is in an object of the overlay, and why. */
export const PersonMembership = z
  .object({
    object: z.literal('person_membership'),
    person_id: z.string(),
    kind: z.enum(['OrgUnit', 'Team', 'Group']),
    object_id: z.string(),
    name: z.string(),
    managed_by: AnyObject.nullable().describe('Where it is declared; null for what was made by the API or a screen.'),
    reasons: Reason.array().describe('Each is enough; none of somebody for whom nothing can be decided.'),
    since: TimeOrNull,
    missing: z
      .string()
      .nullable()
      .describe('What is missing to decide whether the person is in it; null for somebody who is.'),
  })
  .meta({
    id: 'PersonMembership',
    description: 'That somebody is in a team, group or org unit, and why.',
    example: {
      object: 'person_membership',
      person_id: examplePersonId,
      kind: 'Group',
      object_id: 'eng-leads',
      name: 'Engineering leads',
      managed_by: { repository: 'directory', commit: '9f3c2d1', file: 'groups/eng-leads.yaml', line: 1 },
      reasons: [{ by: 'rule', rule: 'person.title.contains("Lead")' }],
      since: '2026-11-02T09:05:00.000Z',
      missing: null,
    },
  })
