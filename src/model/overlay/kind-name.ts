import { z } from 'zod'

/** The names of the kinds of documents, in the order in which people meet them. */
export const KindName = z
  .enum([
    'Settings',
    'PersonSchema',
    'Matching',
    'Authority',
    'Directory',
    'OrgUnit',
    'Team',
    'Group',
    'DottedLine',
    'AccessPolicy',
    'Test',
  ])
  .describe('A kind of documents.')
export type KindName = z.infer<typeof KindName>
