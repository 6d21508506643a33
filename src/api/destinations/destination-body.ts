import { z } from 'zod'
import type { Caller } from '../../model/api-key.ts'
import type { ApiContext } from '../api-context.ts'
import { openOrganization, refuseBound } from '../organization-scope.ts'
import { ObjectId, text } from '../validation.ts'

/** What the bodies of webhook endpoints and sinks have in common. */
export const destinationBody = {
  events: text(100)
    .array()
    .max(100, 'must name at most 100 types')
    .nullish()
    .describe('A list of [types](events.md). Left out, `null` or `["*"]`: all of them.'),
  batch_size: wholeNumber(1, 100).optional().describe('How many events of a directory a call has at most, 1 to 100.'),
  parallel: wholeNumber(1, 256)
    .optional()
    .describe('How many directories are delivered at the same time at most, 1 to 256. Default: 16.'),
}

/** Whose events a new destination gets. */
export const organizationOfBody = {
  organization_id: ObjectId.nullish().describe('Only the events of this organization; left out, of all.'),
}

/** The organization of a new destination, null for all: what the caller's key opens. */
export async function organizationOfDestination(
  context: ApiContext,
  caller: Caller,
  wanted: string | null | undefined,
): Promise<string | null> {
  if (wanted) return (await openOrganization(context, caller, wanted)).id
  if (wanted === null) refuseBound(caller, 'follow all organizations')
  return caller.organizationId
}

function wholeNumber(low: number, high: number) {
  const message = `must be a whole number from ${low} to ${high}`
  return z.int(message).min(low, message).max(high, message)
}
