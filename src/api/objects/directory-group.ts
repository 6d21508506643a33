import { z } from 'zod'
import { AnyObject, exampleIds, times } from './fields.ts'

/** An example of a group. */
export const exampleGroup = {
  object: 'directory_group',
  id: exampleIds.group,
  idp_id: 'Engineering',
  directory_id: exampleIds.directory,
  organization_id: exampleIds.organization,
  name: 'Engineering',
  raw_attributes: {},
  created_at: '2026-11-02T09:05:00.000Z',
  updated_at: '2026-11-02T09:05:00.000Z',
} as const

/** WorkOS's `directory_group`. */
export const DirectoryGroup = z
  .object({
    object: z.literal('directory_group'),
    id: z.string(),
    idp_id: z.string().describe("The source's own id of it."),
    directory_id: z.string(),
    organization_id: z.string(),
    name: z.string().describe('Its name at the source.'),
    raw_attributes: AnyObject.describe('Always empty, as at WorkOS.'),
    ...times,
  })
  .meta({ id: 'DirectoryGroup', description: 'A group of a directory.', example: exampleGroup })
