import type { EventLog } from '../events/event-log.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { OpenWith } from './open-destination.ts'
import { type BackoffSteps, defaultProbeSteps, defaultRetrySteps } from './retry-steps.ts'

/** What the delivery is started with. */
export type DeliveryOptions = OpenWith & {
  readonly database: Database
  readonly platform: Platform
  readonly eventLog: Pick<EventLog, 'onNews' | 'onDestinations' | 'wrote'>
  /** How long attempts are kept. */
  readonly attemptRetentionDays: number
  /** How many requests this process has begun to answer so far: while there are any, they go first. */
  readonly requestsBegun?: () => number
  /** What differs from the default pace; for tests. */
  readonly pace?: Partial<DeliveryPace>
}

/** All times and bounds of the delivery; times in milliseconds. */
export type DeliveryPace = {
  /** A node that was silent for so long is dead; it says that it is alive three times as often. */
  readonly aliveFor: number
  /** How often the destinations and the feed are looked at when nobody says that there is news. */
  readonly lookEvery: number
  /** How often the positions of destinations move that got something, and those of all others. */
  readonly positionEvery: number
  readonly idlePositionEvery: number
  /** How long progress is gathered between two writes: what a crash may repeat. */
  readonly gatherFor: number
  /** How long a stop lets calls go on. */
  readonly stopWithin: number
  /** When a stream is tried again, by the number of failures, and when a destination is that gets nothing at all. */
  readonly retrySteps: BackoffSteps
  readonly probeSteps: BackoffSteps
  /** After so many failures in a row, over all its streams, one stream at a time tries a destination. */
  readonly failuresToProbe: number
  /** How long a stream may fail, or a destination that gets nothing, before it is paused. */
  readonly pauseAfter: number
  /** Calls in flight of all destinations. Each has one at the least. */
  readonly callsInFlight: number
  /** Streams of a destination that wait in memory; when there are more it is told no news until there are fewer. */
  readonly waitingStreams: number
  /** What is kept of recent events for all destinations. */
  readonly cachedEvents: number
  readonly cachedBytes: number
  /** Calls begun in a second at the least, however busy the process is with requests. */
  readonly callsWhenBusy: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const defaultPace: DeliveryPace = {
  aliveFor: 15_000,
  lookEvery: 1000,
  positionEvery: 1000,
  idlePositionEvery: 30_000,
  gatherFor: 4,
  stopWithin: 3000,
  retrySteps: defaultRetrySteps,
  probeSteps: defaultProbeSteps,
  failuresToProbe: 5,
  pauseAfter: 3 * day,
  callsInFlight: 1024,
  waitingStreams: 10_000,
  cachedEvents: 10_000,
  cachedBytes: 16 * 1024 * 1024,
  callsWhenBusy: 250,
}
