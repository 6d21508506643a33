import { z } from 'zod'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const example = {
  object: 'directory_token',
  id: exampleIds.token,
  directory_id: exampleIds.directory,
  organization_id: exampleIds.organization,
  token_suffix: 'x7Qa',
  created_at: '2026-11-02T09:01:00.000Z',
} as const

/** A bearer token as events show it. */
export const EventDirectoryToken = z
  .object({
    object: z.literal('directory_token'),
    id: z.string(),
    directory_id: z.string().describe('The directory that it opens.'),
    organization_id: z.string(),
    token_suffix: z.string().describe('Its last four characters.'),
    created_at: Time.describe('When it was made.'),
  })
  .meta({ id: 'EventDirectoryToken', description: 'A bearer token of a directory, as events show it.', example })

const shown = { ...example, expires_at: null, last_used_at: '2026-11-02T09:05:00.000Z', revoked_at: null }

/** A bearer token of a directory; the secret itself is kept nowhere. */
export const DirectoryToken = EventDirectoryToken.extend({
  expires_at: TimeOrNull.describe('When it ends by itself; null for never.'),
  last_used_at: TimeOrNull.describe('When it was last used, give or take a minute.'),
  revoked_at: TimeOrNull.describe('When it was revoked.'),
}).meta({ id: 'DirectoryToken', description: 'A bearer token of a directory.', example: shown })

/** A token as the answer to its making shows it. */
export const DirectoryTokenWithSecret = DirectoryToken.extend({
  bearer_token: z.string().describe('The secret; shown this once.'),
}).meta({
  id: 'DirectoryTokenWithSecret',
  description: 'A bearer token that was just made.',
  example: { ...shown, last_used_at: null, bearer_token: 'scim_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jG' },
})
