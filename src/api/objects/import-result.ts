import { z } from 'zod'
import { exampleIds } from './fields.ts'

/** What became of one object of an import. */
export const ImportResult = z
  .object({
    object: z.literal('import_result'),
    id: z.string().nullable(),
    result: z
      .enum(['created', 'updated', 'unchanged', 'skipped', 'refused'])
      .describe('`skipped`: something newer is here.'),
    message: z.string().nullable().describe('Why it was skipped or refused; else null.'),
  })
  .meta({
    id: 'ImportResult',
    description: 'What became of one object of an import, in the order in which they were sent.',
    example: { object: 'import_result', id: exampleIds.organization, result: 'created', message: null },
  })
