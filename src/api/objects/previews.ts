import { z } from 'zod'
import { AnyObject } from './fields.ts'

const MappedProblem = z.object({
  target: z.string().describe('The attribute that it is about.'),
  code: z.string().describe('One of the [problems](sync.md#problems).'),
  text: z.string(),
})

/** What a line of a mapping gives for somebody. */
export const PreviewedLine = z.object({
  target: z.string(),
  expression: z.string(),
  value: z.unknown().describe('What the line gives; null for nothing.'),
  problem: z.string().nullable(),
  reason: z.string().nullable().describe('Why there is no value where that is no problem.'),
})

const PreviewedUser = z.object({
  id: z.string().describe("The source's id."),
  name: z.string().describe('What the person is called.'),
  status: z.enum(['staged', 'active', 'suspended', 'deactivated']),
  status_detail: z.string().describe("The same in the source's own word."),
  source: AnyObject.describe('The attributes that mappings and rules read as `user`.'),
  result: AnyObject.nullable().describe('What the user becomes; null where there can be none.'),
  manager: z.string().nullable().describe("Whom the source names as the manager, by the source's id or name."),
  lines: PreviewedLine.array(),
  problems: MappedProblem.array(),
})

/** What mappings make of real people. */
export const MappingPreview = z.object({ object: z.literal('mapping_preview'), users: PreviewedUser.array() }).meta({
  id: 'MappingPreview',
  description: 'What a mapping makes of real people, without anything being changed.',
  example: {
    object: 'mapping_preview',
    users: [
      {
        id: '00u1a2b3c4d5e6f7g8h9',
        name: 'Ada Okafor',
        status: 'active',
        status_detail: 'ACTIVE',
        source: { profile: { login: 'ada@acme.example', firstName: 'Ada', lastName: 'Okafor' } },
        result: { username: 'ada@acme.example', first_name: 'Ada', last_name: 'Okafor' },
        manager: null,
        lines: [
          {
            target: 'username',
            expression: 'user.profile.login',
            value: 'ada@acme.example',
            problem: null,
            reason: null,
          },
        ],
        problems: [],
      },
    ],
  },
})

const JudgedUser = z.object({
  id: z.string().describe("The source's id."),
  name: z.string(),
  is_in: z.boolean(),
  reason: z.string().describe('Why, or why not.'),
})

/** Who of a sample is in a scope. */
export const ScopePreview = z
  .object({
    object: z.literal('scope_preview'),
    looked_at: z.int().min(0).describe('How many people of the source were looked at.'),
    in: z.int().min(0).describe('How many of them are in the scope.'),
    out: z.int().min(0),
    users: JudgedUser.array(),
  })
  .meta({
    id: 'ScopePreview',
    description: 'Who of some people of the source is in a scope, and why.',
    example: {
      object: 'scope_preview',
      looked_at: 1,
      in: 0,
      out: 1,
      users: [{ id: '00u1a2b3c4d5e6f7g8h9', name: 'Ada Okafor', is_in: false, reason: 'not in /Sales or below' }],
    },
  })

const whole = z.int().min(0)

const AttributeCount = z.object({
  target: z.string().describe('The attribute.'),
  with: whole.describe('Of how many people it has a value.'),
  without: whole.describe('Of how many it has none.'),
  invalid: whole.describe('Of how many it has one that cannot be taken.'),
})

const ProblemCount = z.object({
  target: z.string(),
  code: z.string().describe('One of the [problems](sync.md#problems).'),
  count: whole.describe('How many people have it.'),
  text: z.string().describe('What it says of the first of them.'),
  name: z.string().describe('Who that is.'),
})

const PreviewedChange = z.object({
  change: z.enum(['create', 'update', 'deactivate', 'refuse']),
  id: z.string().describe("The source's id; of whom would be deactivated, the user's."),
  name: z.string(),
  email: z.string().nullable(),
  text: z.string().nullable().describe('Why it would be refused; null for other changes.'),
})

/** What a run would do, in numbers. */
export const DirectoryPreview = z
  .object({
    object: z.literal('directory_preview'),
    is_whole: z
      .boolean()
      .describe(
        'Whether all people of the source were looked at. Else every number is "at least", and who is absent is not known.',
      ),
    looked_at: whole.describe('Over how many people of the source everything was counted.'),
    expected: whole
      .nullable()
      .describe('How many records the source says that it has, groups included; null where it does not say.'),
    in_scope: whole,
    out_of_scope: whole,
    users: z.object({
      create: whole,
      update: whole,
      unchanged: whole,
      deactivate: whole.describe(
        'Who would become inactive or be deleted, because of the scope, the status, or absence.',
      ),
      refuse: whole.describe('Who has a problem that keeps it out.'),
    }),
    groups: z.object({ is_whole: z.boolean(), create: whole, update: whole, unchanged: whole }),
    first: PreviewedChange.array().describe(
      'The first ten of those changes: who would go, who would be refused, then the others.',
    ),
    held: z
      .string()
      .nullable()
      .describe('Why the [guard](sync.md#guards) would hold the removals; null where it would not.'),
    attributes: AttributeCount.array().describe('Over the people who are in the scope.'),
    problems: ProblemCount.array().describe('The most frequent first.'),
  })
  .meta({
    id: 'DirectoryPreview',
    description: 'What a run would do, in numbers, without anything being changed.',
    example: {
      object: 'directory_preview',
      is_whole: true,
      looked_at: 2140,
      expected: 2180,
      in_scope: 1204,
      out_of_scope: 936,
      users: { create: 1204, update: 0, unchanged: 0, deactivate: 0, refuse: 0 },
      groups: { is_whole: true, create: 40, update: 0, unchanged: 0 },
      first: [
        { change: 'create', id: '00u1a2b3c4d5e6f7g8h9', name: 'Ada Okafor', email: 'ada@acme.example', text: null },
      ],
      held: null,
      attributes: [{ target: 'email', with: 1187, without: 17, invalid: 0 }],
      problems: [],
    },
  })
