import { z } from 'zod'
import { exampleIds, TimeOrNull } from './fields.ts'

/** How far the setting up of a directory has come. */
export const DirectorySetup = z
  .object({
    object: z.literal('directory_setup'),
    organization_id: z.string(),
    directory_id: z.string(),
    provider: z.string().nullable().describe('What was chosen, by its id in the list of providers.'),
    steps_done: z.string().array().describe('The names of the steps that are done, in the order in which they were.'),
    current_step: z.string().nullable().describe('Where whoever does it has stopped.'),
    link_id: z.string().nullable().describe('The portal link by which it was begun; null where an operator did.'),
    started_at: TimeOrNull.describe('Null where nobody has begun.'),
    updated_at: TimeOrNull,
    finished_at: TimeOrNull,
  })
  .meta({
    id: 'DirectorySetup',
    description: 'How far the setting up of a directory has come.',
    example: {
      object: 'directory_setup',
      organization_id: exampleIds.organization,
      directory_id: exampleIds.directory,
      provider: 'okta-scim-v2.0',
      steps_done: ['guide.1', 'guide.2'],
      current_step: 'guide.3',
      link_id: 'portal_link_01KA3V9D2E4F6G8H0J2K4M6N8P',
      started_at: '2026-11-02T09:02:00.000Z',
      updated_at: '2026-11-02T09:11:00.000Z',
      finished_at: null,
    },
  })
