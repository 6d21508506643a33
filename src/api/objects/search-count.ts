import { z } from 'zod'

/** How many objects a search finds. */
export const SearchCount = z
  .object({
    object: z.literal('search_count'),
    count: z.number().int(),
    is_exact: z.boolean().describe('False: there are at least so many; counting them all would take too long.'),
  })
  .meta({
    id: 'SearchCount',
    description: 'How many objects a search finds.',
    example: { object: 'search_count', count: 214, is_exact: true },
  })
