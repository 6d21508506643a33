import { z } from 'zod'
import { AnyObject } from './fields.ts'

const Finding = z.object({
  code: z.string(),
  level: z.enum(['ok', 'warning', 'error']).describe('An `error` keeps runs from starting.'),
  text: z.string().describe('What was found, and what to do.'),
})

const Seen = z.object({
  count: z.int().min(0).nullable().describe('Null where the source does not say without listing all.'),
  is_at_least: z.boolean().describe('Whether there may be more.'),
  sample: AnyObject.nullable().describe('The attributes of one of them, as the source gives them.'),
})

/** What a credential sees of a source. */
export const CheckReport = z
  .object({
    object: z.literal('check_report'),
    is_usable: z.boolean().describe('Whether runs can start: no finding is an error.'),
    findings: Finding.array(),
    users: Seen,
    groups: Seen,
    missing: z.string().array().describe("Scopes, permissions or roles that are missing, by the vendor's own names."),
  })
  .meta({
    id: 'CheckReport',
    description: 'What a credential sees of a source.',
    example: {
      object: 'check_report',
      is_usable: true,
      findings: [{ code: 'users_visible', level: 'ok', text: 'The app can read users.' }],
      users: { count: 212, is_at_least: false, sample: { profile: { login: 'ada@acme.example' } } },
      groups: { count: 17, is_at_least: false, sample: { profile: { name: 'Engineering' } } },
      missing: [],
    },
  })
