import { z } from 'zod'
import type { ReplayFrom } from '../../delivery/operations.ts'
import { eventTypes } from '../../model/event.ts'
import { ObjectId, Time } from '../validation.ts'

/** The body of a test. */
export const TestBody = z.object({
  event: z
    .enum(eventTypes, `must be a type of event: ${eventTypes.join(', ')}`)
    .default('dsync.user.created')
    .describe('The [type](events.md). Default: `dsync.user.created`.'),
})

/** The body of a replay. */
export const ReplayBody = z
  .object({
    after: ObjectId.optional().describe('The id of an event: what came after it is delivered again.'),
    since: Time.optional().describe('A time in ISO 8601: what happened from then on is delivered again.'),
  })
  .refine(({ after, since }) => (after === undefined) !== (since === undefined), {
    path: ['after'],
    message: 'or since must be given, one of the two',
  })

/** Where the replay that is asked for begins. */
export function toReplayFrom({ after = '', since }: z.output<typeof ReplayBody>): ReplayFrom {
  return since === undefined ? { afterEventId: after } : { since: new Date(since) }
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
  status: z.enum(['failed'], 'must be failed').optional().describe('`failed`: only those that were not acknowledged.'),
}
