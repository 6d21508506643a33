import { z } from 'zod'
import { AnyObject, exampleIds, Time, TimeOrNull } from './fields.ts'
import { examplePerson } from './person.ts'
import { PersonLink, PersonWithDirectories } from './person-views.ts'

const exampleCase = {
  object: 'match_case',
  id: 'match_case_01KA3VB2C4D6E8F0G2H4J6K8M0',
  organization_id: exampleIds.organization,
  directory_id: exampleIds.directory,
  directory_name: 'Okta',
  directory_user_id: exampleIds.user,
  directory_user_name: 'Ada Lovelace',
  state: 'open',
  reason: 'disputed',
  rule: 'mail',
  candidates: [{ person_id: examplePerson.id, display_name: 'Ada Lovelace' }],
  decision: null,
  opened_at: '2026-11-02T09:05:00.000Z',
  decided_at: null,
} as const

/** A user of whom somebody has to say whose it is. */
export const MatchCase = z
  .object({
    object: z.literal('match_case'),
    id: z.string(),
    organization_id: z.string(),
    directory_id: z.string(),
    directory_name: z.string().nullable(),
    directory_user_id: z.string(),
    directory_user_name: z.string().nullable().describe('Null for a user that is gone since.'),
    state: z
      .enum(['open', 'decided', 'obsolete'])
      .describe('`obsolete`: nothing is to be decided any more, because the user or the rules have changed.'),
    reason: z
      .enum(['disputed', 'low_confidence', 'reused', 'conflict'])
      .describe(
        '`disputed`: it matches several people. `low_confidence`: it matches, but not surely enough. `reused`: it has the address of somebody who is gone. `conflict`: that person is another user of the same directory.',
      ),
    rule: z.string().describe('The attributes that were matched on.'),
    candidates: z.object({ person_id: z.string(), display_name: z.string() }).array(),
    decision: AnyObject.nullable(),
    opened_at: Time,
    decided_at: TimeOrNull,
  })
  .meta({ id: 'MatchCase', description: 'A user of whom somebody has to say whose it is.', example: exampleCase })

/** A case with what there is to decide it by. */
export const MatchCaseWithComparison = MatchCase.extend({
  people: PersonWithDirectories.extend({ links: PersonLink.array() })
    .array()
    .describe('The candidates, in the order of `candidates`, as far as they are still there.'),
  comparison: z
    .object({
      name: z.string(),
      title: z.string(),
      user: z.unknown().describe('What the user says; null for nothing.'),
      people: z.unknown().array().describe('What each of `people` has.'),
      agrees: z.boolean().array().describe('Whether it is the same as what the user says.'),
    })
    .array()
    .describe('Attribute by attribute, of those that anybody has.'),
}).meta({
  id: 'MatchCaseWithComparison',
  description: 'A user of whom somebody has to say whose it is, beside the people whom it may be.',
  example: {
    ...exampleCase,
    people: [],
    comparison: [{ name: 'mail', title: 'E-mail', user: 'ada@acme.example', people: [], agrees: [] }],
  },
})
