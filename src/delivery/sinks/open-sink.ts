import type { Call, OpenDestination, Outcome } from '../destination-kind.ts'
import { SinkFailure } from './sink-failure.ts'

/** A connection to a message system: what the file of a sink provides. */
export type SinkConnection = {
  /**
   * Stores the call's events, which are of one directory, in order, and answers when all are acknowledged, with what the
   * system says of them. Throws when one is not; after it none may be stored then. All of them come again, so none may
   * be stored twice.
   */
  publish(call: Call, signal: AbortSignal): Promise<string>
  /** False once it is lost. */
  isOpen(): boolean
  close(): Promise<void>
}

/** How a sink connects. */
export type SinkOpening = {
  /** Must end by itself, also where nobody answers. */
  connect(): Promise<SinkConnection>
  /** One line for the operator about what was thrown. */
  describe(error: unknown): string
}

/**
 * What all sinks share. The connection is made by the first call and, when it is lost, by the next one, so that a server
 * that is down fails calls and nothing else; the calls of all directories share it.
 */
export function openSink({ connect, describe }: SinkOpening): OpenDestination {
  let open: SinkConnection | undefined
  let opening: Promise<SinkConnection> | undefined
  let isClosed = false

  function connection(): Promise<SinkConnection> {
    if (open?.isOpen()) return Promise.resolve(open)
    opening ??= reconnect()
    return opening
  }

  async function reconnect(): Promise<SinkConnection> {
    try {
      open = await connect()
    } finally {
      opening = undefined
    }
    if (isClosed) await open.close()
    return open
  }

  async function publish(call: Call, signal: AbortSignal): Promise<string> {
    if (isClosed) throw new SinkFailure('The sink is closed.')
    const connected = await connection()
    signal.throwIfAborted()
    return connected.publish(call, signal)
  }

  return {
    async send(call, signal) {
      try {
        return toOutcome({ receipt: await unlessAborted(publish(call, signal), signal) })
      } catch (error) {
        return toOutcome({ problem: error instanceof SinkFailure ? error.message : describe(error) })
      }
    },
    async close() {
      isClosed = true
      await opening?.catch(() => undefined)
      await open?.close()
    },
  }
}

/** Gives up waiting when the signal is aborted; what was sent may be stored all the same. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(new SinkFailure('The call was ended before its events were acknowledged.'))
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([promise, work])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function toOutcome({ receipt, problem }: { readonly receipt?: string; readonly problem?: string }): Outcome {
  return {
    isDelivered: problem === undefined,
    status: null,
    error: problem ?? null,
    responseHeaders: null,
    responseBody: receipt ?? null,
  }
}
