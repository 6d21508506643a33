import { z } from 'zod'
import { AnyObject } from './fields.ts'

const MappedProblem = z.object({
  target: z.string().describe('The attribute that it is about.'),
  code: z.string().describe('One of the [problems](sync.md#problems).'),
  text: z.string(),
})

const PreviewedLine = z.object({
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
