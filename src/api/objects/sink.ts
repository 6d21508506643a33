import { z } from 'zod'
import { failingFields, faringFields, followingFields } from './destination-fields.ts'
import { AnyObject, exampleIds, Time } from './fields.ts'

const example = {
  object: 'sink',
  id: 'sink_01KA3V9C4D6F8G0H2J4K6M8N0P',
  organization_id: null,
  type: 'nats',
  name: 'Event bus',
  status: 'enabled',
  events: ['*'],
  settings: {
    servers: ['tls://nats.example:4222'],
    stream: 'MUSTER',
    subject: 'muster.{organization_id}.{directory_id}.{event}',
  },
  batch_size: 100,
  parallel: 16,
  paused_at: null,
  paused_reason: null,
  failing_since: null,
  last_delivered_at: '2026-11-02T09:05:00.000Z',
  created_at: '2026-11-02T09:00:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
} as const

const TextOrNull = z.string().nullable()

/** Where events are stored in order, in a message system of the operator's. */
export const Sink = z
  .object({
    object: z.literal('sink'),
    id: z.string(),
    type: z.enum(['nats', 'redis']),
    name: TextOrNull,
    ...followingFields,
    settings: AnyObject.describe('By its type: see [sinks](../guides/sinks.md).'),
    batch_size: z.int().describe('How many events of a directory a call has at most.'),
    parallel: z.int().describe('How many directories are delivered at the same time at most.'),
    ...faringFields,
  })
  .meta({ id: 'Sink', description: 'NATS JetStream or Redis Streams, where events are stored in order.', example })

/** A sink with what of it fails. */
export const SinkWithFailures = Sink.extend(failingFields).meta({
  id: 'SinkWithFailures',
  description: 'A sink, with the directories whose events wait because they fail.',
  example: { ...example, failing_directories: [] },
})

/** One call to a sink. */
export const SinkAttempt = z
  .object({
    object: z.literal('sink_attempt'),
    id: z.string(),
    sink_id: z.string(),
    organization_id: z.string(),
    directory_id: z.string(),
    event_id: z.string().describe('The event; of a batch, the first.'),
    event_type: TextOrNull.describe('The type of that event; null for calls from before it was kept.'),
    first_seq: z.int().describe('The number of the first event within its directory.'),
    last_seq: z.int(),
    attempt: z.int().describe('1, 2 … of its event; 0 for a test.'),
    status: z.enum(['delivered', 'failed']),
    response: TextOrNull.describe('What the sink said of what it stored.'),
    error: TextOrNull.describe('What went wrong, and what there is to do.'),
    duration_ms: z.number(),
    sent_at: Time,
  })
  .meta({
    id: 'SinkAttempt',
    description: 'One call to a sink, and what came back.',
    example: {
      object: 'sink_attempt',
      id: 'attempt_01KA3VB1D8F0H2K4N6Q8S0V2X4',
      sink_id: example.id,
      organization_id: exampleIds.organization,
      directory_id: exampleIds.directory,
      event_id: exampleIds.event,
      event_type: 'dsync.user.created',
      first_seq: 12,
      last_seq: 14,
      attempt: 1,
      status: 'delivered',
      response: 'stream MUSTER, sequence 4711',
      error: null,
      duration_ms: 1.5,
      sent_at: '2026-11-02T09:05:00.000Z',
    },
  })
