import { z } from 'zod'

/** What a replay would deliver. */
export const Replay = z
  .object({
    object: z.literal('replay'),
    events: z.int().describe('Events that would be delivered.'),
    directories: z.int().describe('Directories that they are of.'),
    is_complete: z.boolean().describe('False when there are more: not all could be looked at.'),
  })
  .meta({
    id: 'Replay',
    description: 'How many events a replay would deliver.',
    example: { object: 'replay', events: 214, directories: 3, is_complete: true },
  })
