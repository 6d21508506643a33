import { z } from 'zod'
import { exampleIds, Time, TimeOrNull } from './fields.ts'
import { examplePerson } from './person.ts'

const Candidate = z.object({
  directory_id: z.string(),
  directory_name: z.string().nullable(),
  directory_user_id: z.string(),
  directory_user_name: z.string().nullable().describe('Null for a user that is gone since.'),
  value: z.unknown().describe('What this user says: of an open case now, of one that is decided as it was then.'),
})

/** An attribute of a person about which directories of equal say differ. */
export const AttributeCase = z
  .object({
    object: z.literal('attribute_case'),
    id: z.string(),
    organization_id: z.string(),
    person_id: z.string(),
    person_name: z.string().nullable().describe('Null for somebody who is gone since.'),
    attribute: z.string(),
    title: z.string().describe('What the attribute is called.'),
    state: z
      .enum(['open', 'decided', 'obsolete'])
      .describe('`obsolete`: they agree by now, or what was decided does not count any more.'),
    masked: z.boolean().describe('The attribute is sensitive, and the caller is not shown its values.'),
    value: z
      .unknown()
      .describe(
        'What the person has today: of an open case the value that stood before, or null. Null too where it is masked.',
      ),
    candidates: Candidate.array().describe('What each user of the person says, the best directory first.'),
    chosen_user_id: z.string().nullable().describe('The user whose word counts; null while nobody has said it.'),
    opened_at: Time,
    decided_at: TimeOrNull,
  })
  .meta({
    id: 'AttributeCase',
    description:
      'An attribute of a person about which directories of equal say differ, and of which somebody has to say whose word counts.',
    example: {
      object: 'attribute_case',
      id: 'attribute_case_01KA3VB2C4D6E8F0G2H4J6K8M0',
      organization_id: exampleIds.organization,
      person_id: examplePerson.id,
      person_name: 'Ada Lovelace',
      attribute: 'title',
      title: 'Job title',
      state: 'open',
      masked: false,
      value: 'Engineer',
      candidates: [
        {
          directory_id: exampleIds.directory,
          directory_name: 'Okta',
          directory_user_id: exampleIds.user,
          directory_user_name: 'Ada Lovelace',
          value: 'Lead Engineer',
        },
      ],
      chosen_user_id: null,
      opened_at: '2026-11-02T09:05:00.000Z',
      decided_at: null,
    },
  })
