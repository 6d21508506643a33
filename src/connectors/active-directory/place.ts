import { z } from 'zod'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError } from '../source-error.ts'

/** Where the changes after a listing begin. */
export const Cursor = z.discriminatedUnion('mode', [
  /** A cookie of DirSync, good at every domain controller. */
  z.object({ mode: z.literal('dirsync'), cookie: z.base64() }),
  /** An update number, good for one database of one domain controller. */
  z.object({ mode: z.literal('usn'), controller: z.string(), usn: z.int().min(0) }),
])
export type Cursor = z.infer<typeof Cursor>

/** What a full listing reads, one after the other. */
export const sections = ['users', 'groups', 'members', 'primary'] as const
export type Section = (typeof sections)[number]

/** How far a full listing has come: up to a number in a section. */
export const Place = z.object({
  start: Cursor,
  /** The database whose numbers `after` means. */
  controller: z.string(),
  section: z.enum(sections),
  after: z.int().min(0),
})
export type Place = z.infer<typeof Place>

/** Reads a cursor that a listing returned; one of another form can only be followed by a full listing. */
export function parseCursor(text: string): Cursor {
  const cursor = Cursor.safeParse(parseJson(text))
  if (cursor.success) return cursor.data
  throw new SourceError('cursor_expired', 'The place at which changes go on cannot be read. Everything is read anew.')
}

/** Reads the `resume` of a page; null where it is of another form, and the listing begins anew. */
export function parsePlace(text: string | null): Place | null {
  return text === null ? null : (Place.safeParse(parseJson(text)).data ?? null)
}
