import { z } from 'zod'
import type { Call, DestinationKind, Outcome } from '../delivery/destination-kind.ts'
import type { DestinationKinds } from '../delivery/open-destination.ts'
import type { Destination } from '../model/destination.ts'
import type { EventType } from '../model/event.ts'

/** What was sent to a destination: the events of one call. */
export type RecordedCall = {
  readonly destinationId: string
  readonly streamId: string
  readonly seqs: readonly number[]
  readonly types: readonly string[]
  readonly isDelivered: boolean
}

/** How a destination of a test answers; what it throws or gives is the outcome. */
export type Answering = (call: Omit<RecordedCall, 'isDelivered'>, signal: AbortSignal) => Promise<Outcome> | Outcome

export const delivered: Outcome = {
  isDelivered: true,
  status: 200,
  error: null,
  responseHeaders: null,
  responseBody: null,
}

/** A failure with a text. */
export function failed(error = 'it answered 500', given: Partial<Outcome> = {}): Outcome {
  return { isDelivered: false, status: 500, error, responseHeaders: null, responseBody: 'no', ...given }
}

/** Never answers; gives up when it is told to. */
export function hang(signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(failed('aborted'))
    signal.addEventListener('abort', () => resolve(failed('aborted')), { once: true })
  })
}

/** A kind of destinations that records what it is sent, and as what it was opened, in place of webhooks. */
export function createRecordingKind(answer: Answering = () => delivered) {
  const calls: RecordedCall[] = []
  const opened: Destination[] = []
  async function send(destinationId: string, { events }: Call, signal: AbortSignal): Promise<Outcome> {
    const call = {
      destinationId,
      streamId: events[0]?.event.streamId ?? '',
      seqs: events.map(({ event }) => event.seq),
      types: events.map(({ event }) => event.type),
    }
    // An answer takes a turn of the event loop, as every real one does.
    await new Promise((resolve) => setImmediate(resolve))
    const outcome = await answer(call, signal)
    calls.push({ ...call, isDelivered: outcome.isDelivered && !signal.aborted })
    return outcome
  }

  const kind: DestinationKind = {
    kind: 'webhook',
    settings: z.looseObject({}),
    secrets: z.looseObject({}),
    open({ destination, settings }) {
      if (isUnopenable(settings)) throw new Error(settings.cannotOpen)
      opened.push(destination)
      const types = hasTypes(settings) ? new Set(settings.types) : undefined
      return {
        ...(types && { types }),
        send: (call, signal) => send(destination.id, call, signal),
        close: async () => {},
      }
    },
  }
  const kinds: DestinationKinds = { webhook: kind }
  return { kinds, calls, opened }
}

function hasTypes(settings: unknown): settings is { readonly types: readonly EventType[] } {
  return typeof settings === 'object' && settings !== null && 'types' in settings
}

function isUnopenable(settings: unknown): settings is { readonly cannotOpen: string } {
  return typeof settings === 'object' && settings !== null && 'cannotOpen' in settings
}
