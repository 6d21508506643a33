import { z } from 'zod'

const Cursor = z.string().nullable()

const ListMetadata = z
  .object({
    before: Cursor.describe('The id to give as `before` for the page before this one; null where there is none.'),
    after: Cursor.describe('The id to give as `after` for the page after this one; null where there is none.'),
  })
  .meta({
    id: 'ListMetadata',
    description: 'Where to go on from, on either side of a page.',
    example: { before: null, after: 'directory_user_01KA3VA0B2C4D6E8F0G2H4J6K8' },
  })

/** A page of a list in WorkOS's shape (API reference, "Pagination"). */
export function listOf<S extends z.ZodType>(element: S) {
  return z.object({
    object: z.literal('list'),
    data: element.array().describe('The objects of this page, in the order of the list.'),
    list_metadata: ListMetadata,
  })
}
