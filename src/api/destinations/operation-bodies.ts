import { z } from 'zod'
import type { ReplayFrom } from '../../delivery/operations.ts'
import { eventTypes } from '../../model/event.ts'
import type { AttemptFilter } from '../../store/delivery-attempts.ts'
import { ObjectId, Time } from '../validation.ts'

/** The body of a test. */
export const TestBody = z.object({
  event: z
    .enum(eventTypes, `must be a type of event: ${eventTypes.join(', ')}`)
    .default('dsync.user.created')
    .describe('The [type](events.md). Default: `dsync.user.created`.'),
})

/** The body of a call with one event. */
export const SendBody = z.object({ event_id: ObjectId.describe('The id of the event.') })

const replayFields = {
  after: ObjectId.optional().describe('The id of an event: what came after it is delivered again.'),
  since: Time.optional().describe('A time in ISO 8601: what happened from then on is delivered again.'),
  only: z
    .enum(['failed'], 'must be failed')
    .optional()
    .describe(
      '`failed`, with `since`: of each directory only what begins with the first event that was refused since then and not taken later.',
    ),
}

/** The body of a replay. */
export const ReplayBody = z
  .object(replayFields)
  .refine(({ after, since }) => (after === undefined) !== (since === undefined), {
    path: ['after'],
    message: 'or since must be given, one of the two',
  })
  .refine(({ after, only }) => only === undefined || after === undefined, {
    path: ['only'],
    message: 'must be given with since',
  })

/** Which replay is asked about; without a beginning, that of all that is kept. */
export const ReplayQuery = z.object(replayFields)

/** A replay: of everything from a place on, or of what failed since a time. */
export type Replay = { readonly from: ReplayFrom } | { readonly failedSince: Date }

/** The replay that is asked for. */
export function toReplay({ after, since, only }: z.output<typeof ReplayQuery>): Replay {
  const time = new Date(since ?? 0)
  if (only === 'failed') return { failedSince: time }
  return { from: after === undefined ? { since: time } : { afterEventId: after } }
}

/** The body of a resumption. */
export const ResumeBody = z.object({
  directory_id: ObjectId.optional().describe('Only the events of this directory.'),
  skip: z
    .boolean()
    .default(false)
    .describe('Leaves out what fails: of one directory its next event, else everything that waits.'),
})

/** Which attempts are listed, besides the page. */
export const attemptsQuery = {
  event_id: ObjectId.optional().describe('Only those of this event; of a batch, of its first.'),
  event_type: z
    .enum(eventTypes, `must be a type of event: ${eventTypes.join(', ')}`)
    .optional()
    .describe('Only those of this [type](events.md); of a batch, of its first event.'),
  directory_id: ObjectId.optional().describe('Only those of this directory.'),
  status: z
    .enum(['delivered', 'failed'], 'must be delivered or failed')
    .optional()
    .describe('`failed`: only those that were not acknowledged; `delivered`: only those that were.'),
  answer: z
    .enum(['2xx', '3xx', '4xx', '5xx', 'none'], 'must be 2xx, 3xx, 4xx, 5xx or none')
    .optional()
    .describe('Only those that were answered with an HTTP status of this class; `none`: not answered at all.'),
  range_start: Time.optional().describe('Only those that ended from this time on, in ISO 8601.'),
  range_end: Time.optional().describe('Only those that ended before this time, in ISO 8601.'),
}

const AttemptsQuery = z.object(attemptsQuery)

/** What is asked of the attempts of a destination. */
export function toAttemptFilter(query: z.output<typeof AttemptsQuery>): Omit<AttemptFilter, 'destinationId'> {
  return {
    eventId: query.event_id ?? null,
    eventType: query.event_type ?? null,
    streamId: query.directory_id ?? null,
    isDelivered: query.status === undefined ? null : query.status === 'delivered',
    answer: query.answer ?? null,
    rangeStart: query.range_start ? new Date(query.range_start) : null,
    rangeEnd: query.range_end ? new Date(query.range_end) : null,
  }
}

/** What is added to destinations when it is asked for. */
export const includeStatistics = {
  include: z
    .enum(['statistics'], 'must be statistics')
    .array()
    .optional()
    .describe('A list: `statistics` adds how it fared in the last 24 hours, and what waits.'),
}
