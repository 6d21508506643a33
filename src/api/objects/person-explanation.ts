import { z } from 'zod'
import { AnyObject, exampleIds, Time, TimeOrNull } from './fields.ts'
import { examplePerson } from './person.ts'

const Candidate = z.object({
  directory_id: z.string(),
  directory_name: z.string(),
  directory_user_id: z.string(),
  value: z.unknown().describe('What this user says, in canonical form; null for nothing.'),
  wins: z.boolean().describe("Whether the person's value is this one, or has it in it."),
})

/** Where every attribute of a person comes from. */
export const PersonExplanation = z
  .object({
    object: z.literal('person_explanation'),
    id: z.string(),
    organization_id: z.string(),
    display_name: z.string(),
    attributes: z
      .object({
        name: z.string(),
        title: z.string(),
        type: z.string(),
        value: z.unknown().describe('The value that the person has; null for none, and for one that is masked.'),
        masked: z.boolean().describe('There may be a value, and the caller is not shown it.'),
        rule: z
          .enum(['owner', 'peer', 'union', 'overlay', 'held', 'chosen'])
          .describe(
            '`owner`: the first directory that has a value. `peer`: directories of equal say. `union`: all values together. `overlay`: what the organization wrote. Of peers that differ where a person decides: `held`: what stood before they did. `chosen`: the word of whom somebody chose.',
          ),
        order: z.string().array().describe('The names of the directories that have a say, in order.'),
        written_in: z
          .string()
          .nullable()
          .describe('The document that says so: `Authority/authority`. Null for the default.'),
        declared_at: AnyObject.nullable().describe('The file and line of that document.'),
        since: TimeOrNull.describe('Since when the value is this one.'),
        case_id: z
          .string()
          .nullable()
          .describe('The case in which a person has to say, or has said, whose word counts; null for none.'),
        candidates: Candidate.array().describe('What each user of the person says, those first that have the say.'),
      })
      .array()
      .describe('Of those that anybody has a value of.'),
    manager: z
      .object({
        id: z.string().nullable(),
        display_name: z.string().nullable(),
        named: z.string().nullable().describe('How the source names the manager.'),
        directory_name: z.string().nullable(),
        directory_user_id: z.string().nullable(),
      })
      .nullable()
      .describe('Who the manager is and by whose word; null where nobody names one.'),
    merged: z
      .object({ person_id: z.string(), display_name: z.string(), at: Time })
      .array()
      .describe('Who became one with this person, by rules or because somebody said so, the last first.'),
    status: z.object({
      value: z.string(),
      because: z.string().describe('Why, in words.'),
      until: TimeOrNull.describe('When it changes by the passing of time alone.'),
    }),
  })
  .meta({
    id: 'PersonExplanation',
    description: 'Where every attribute of a person comes from, and what else was to be had.',
    example: {
      object: 'person_explanation',
      id: examplePerson.id,
      organization_id: exampleIds.organization,
      display_name: 'Ada Lovelace',
      attributes: [
        {
          name: 'title',
          title: 'Job title',
          type: 'text',
          value: 'Engineer',
          masked: false,
          rule: 'owner',
          order: ['Rippling', 'Okta'],
          written_in: 'Authority/authority',
          declared_at: { repository: 'directory', commit: '9f3c2d1', file: 'authority.yaml', line: 1 },
          since: '2026-11-02T09:05:00.000Z',
          case_id: null,
          candidates: [
            {
              directory_id: exampleIds.directory,
              directory_name: 'Rippling',
              directory_user_id: exampleIds.user,
              value: 'Engineer',
              wins: true,
            },
          ],
        },
      ],
      manager: null,
      merged: [],
      status: { value: 'active', because: 'A directory has this person active.', until: null },
    },
  })
