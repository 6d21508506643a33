import { Pool } from 'undici'
import { describeFailure } from '../../platform/outbound/describe-failure.ts'
import { createGuardedConnector } from '../../platform/outbound/guarded-connector.ts'
import type { Resolve } from '../../platform/outbound/guarded-lookup.ts'
import type { Outcome } from '../destination-kind.ts'
import { toOutcome } from './answer.ts'
import { type CallEnd, CallInFlight, CallStopped, CallTimedOut } from './call-in-flight.ts'

/** A call as it goes out: headers as name, value, name, value …, and the bytes of the body. */
export type HttpMessage = { readonly headers: readonly string[]; readonly body: Buffer }

/** Posts to one URL over connections that stay open. */
export type HttpSender = {
  post(message: HttpMessage, at: Date, signal: AbortSignal): Promise<Outcome>
  close(): Promise<void>
}

/** What a sender is made for. */
export type HttpSenderOptions = {
  readonly url: string
  readonly timeoutMs: number
  /** Connections at the most: calls that are made at the same time. */
  readonly parallel: number
  readonly allowPrivateNetworks: boolean
  /** Where names are resolved; the system's resolver if not said. */
  readonly resolve?: Resolve
}

const connectTimeoutMs = 5000

/** Opens a sender. Redirects are not followed, and a connection carries one call at a time: what is in flight is in order. */
export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const { origin, host, pathname, search } = new URL(options.url)
  const pool = new Pool(origin, {
    connections: options.parallel,
    pipelining: 1,
    connect: createGuardedConnector({ ...options, connectTimeoutMs }),
    maxHeaderSize: 16_384,
    // CallInFlight has a limit for the whole of a call.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const path = pathname + search
  const send = ({ headers, body }: HttpMessage, signal: AbortSignal) =>
    new Promise<CallEnd>((resolve) => {
      const stop = () => call.cut(new CallStopped())
      const call = new CallInFlight(options.timeoutMs, (end) => {
        signal.removeEventListener('abort', stop)
        resolve(end)
      })
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop)
      pool.dispatch({ method: 'POST', path, headers: headers as string[], body }, call)
    })
  return {
    async post(message, at, signal) {
      const end = await send(message, signal)
      return 'answer' in end ? toOutcome(end.answer, at) : toFailure(end.error, host)
    },
    close: () => pool.close(),
  }
}

function toFailure(error: Error, host: string): Outcome {
  const isOurs = error instanceof CallTimedOut || error instanceof CallStopped
  const line = isOurs ? error.message : describeFailure(error, host)
  return { isDelivered: false, status: null, error: line, responseHeaders: null, responseBody: null }
}
