import { z } from 'zod'
import { Permission } from '../../model/api-key.ts'
import { exampleIds, TimeOrNull, times } from './fields.ts'

const example = {
  object: 'api_key',
  id: exampleIds.key,
  owner: { type: 'organization', id: exampleIds.organization },
  name: 'Production',
  obfuscated_value: 'sk_...k3Qx',
  permissions: ['events:read'],
  member_id: 'member_01KA3V9D2E4F6G8H0J2K4M6N8P',
  expires_at: null,
  last_used_at: '2026-11-02T09:05:00.000Z',
  created_at: '2026-11-02T09:00:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
} as const

/** WorkOS's `api_key`. */
export const ApiKey = z
  .object({
    object: z.literal('api_key'),
    id: z.string(),
    owner: z
      .object({ type: z.literal('organization'), id: z.string() })
      .nullable()
      .describe('The one organization that it opens; null for all.'),
    name: z.string(),
    obfuscated_value: z.string().describe('How it begins and ends.'),
    permissions: z
      .enum(['*', ...Permission.options])
      .array()
      .describe('What it may do; `*` is everything.'),
    member_id: z
      .string()
      .nullable()
      .describe('The member who made it, or who made the key that it was made with; null where that is not known.'),
    expires_at: TimeOrNull.describe('When it ends by itself; null for never.'),
    last_used_at: TimeOrNull.describe('When it was last used, give or take a minute.'),
    ...times,
  })
  .meta({ id: 'ApiKey', description: 'A key of this API; its value is kept nowhere.', example })

/** A key as the answer to its making shows it. */
export const ApiKeyWithValue = ApiKey.extend({
  value: z.string().describe('The key; shown this once.'),
}).meta({
  id: 'ApiKeyWithValue',
  description: 'An API key that was just made.',
  example: { ...example, last_used_at: null, value: 'sk_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jGk3Qx' },
})
