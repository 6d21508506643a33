import { z } from 'zod'
import { exampleIds } from './fields.ts'

/** Something that a search found. */
export const SearchResult = z
  .object({
    object: z.literal('search_result'),
    kind: z.enum([
      'organization',
      'directory',
      'person',
      'directory_user',
      'directory_group',
      'sync_run',
      'event',
      'webhook_endpoint',
      'sink',
    ]),
    id: z.string(),
    name: z.string(),
    detail: z.string().nullable().describe('What is told beside the name: a type, an e-mail address.'),
    organization_id: z.string().nullable(),
    directory_id: z.string().nullable(),
    state: z.string().nullable(),
  })
  .meta({
    id: 'SearchResult',
    description: 'Something that a search found.',
    example: {
      object: 'search_result',
      kind: 'directory_user',
      id: exampleIds.user,
      name: 'Ada Lovelace',
      detail: 'ada@acme.example',
      organization_id: exampleIds.organization,
      directory_id: exampleIds.directory,
      state: 'active',
    },
  })
