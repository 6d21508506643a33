import { z } from 'zod'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError } from '../source-error.ts'

/** Where an incremental listing begins: the link of the System Log to go on with, and since when changes are asked for, by Okta's clock. */
export const OktaCursor = z.object({ log: z.string().min(1), since: z.iso.datetime() })
export type OktaCursor = z.infer<typeof OktaCursor>

/**
 * Where a listing goes on. `page` is the link of the next page, null for the first; of members it is the link of the page of groups
 * whose members are told, `after` the last group of it that is done, and `part` the link of the rest of the group after that.
 */
export const OktaPosition = z.object({
  phase: z.enum(['log', 'users', 'groups', 'members']),
  page: z.string().nullable(),
  after: z.string().nullable().default(null),
  part: z.string().nullable().default(null),
  /** What the listing returns at its end; null while the log is being read. */
  cursor: OktaCursor.nullable(),
})
export type OktaPosition = z.infer<typeof OktaPosition>

/** Reads what a listing wrote before; what cannot be read began in another version, and only a full run helps. */
export function readWritten<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new SourceError(
    'cursor_expired',
    'The place where the last run of Okta ended cannot be read, so everything is read anew.',
  )
}
