import { z } from 'zod'

/**
 * A place between two records of a list, from which a page by cursor goes on (RFC 9865): behind the record that has this
 * position and, in a sorted list, this sort key (null: it has no value). The record itself may be gone since. Parse with
 * it what a client sends back: any place is safe to go on from.
 */
export const ListPlace = z.strictObject({
  position: z.int().nonnegative(),
  sortKey: z.string().max(500).refine(isText).nullable(),
})
export type ListPlace = Readonly<z.infer<typeof ListPlace>>

/** PostgreSQL takes neither U+0000 nor half a surrogate pair. */
function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\u0000')
}
