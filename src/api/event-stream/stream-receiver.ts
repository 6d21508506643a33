import { once } from 'node:events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { securityHeaders } from '../security-headers.ts'
import type { StreamReceiver } from './stream-events.ts'

/** The headers of a stream: proxies are told to pass it on as it comes. */
export const streamHeaders = {
  ...securityHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no',
  // Nothing comes after it, and a server that stops need not wait for the connection to be idle.
  connection: 'close',
} as const

export type ReceiverOptions = {
  readonly controller: AbortController
  /** What the answer's headers have besides those of every stream. */
  readonly headers: Readonly<Record<string, OutgoingHttpHeaders[string]>>
  /** How long a reader may take nothing before it is cut. */
  readonly stallMs: number
  isStillAllowed(): Promise<boolean>
}

/** Begins the answer and makes a receiver of it. What waits for the reader is bounded: nothing is sent until it was taken. */
export function openReceiver(raw: ServerResponse, options: ReceiverOptions): StreamReceiver {
  const { controller, headers, stallMs, isStillAllowed } = options
  const { signal } = controller
  raw.writeHead(200, { ...headers, ...streamHeaders })
  raw.on('close', () => controller.abort())
  // Who went away while the stream was prepared is not told of any more.
  if (raw.destroyed || raw.socket?.destroyed) controller.abort()
  return {
    async send(text) {
      if (signal.aborted) return false
      if (raw.write(text)) return true
      const tooLong = AbortSignal.any([signal, AbortSignal.timeout(stallMs)])
      return once(raw, 'drain', { signal: tooLong }).then(
        () => true,
        () => false,
      )
    },
    signal,
    isStillAllowed,
  }
}

/** Ends the answer; one that its reader does not take is cut. */
export function closeReceiver(raw: ServerResponse): void {
  if (raw.writableLength > 0) raw.destroy()
  else raw.end()
}

/** Ends an answer that is whole: its reader gets what waits for it, or is cut when it takes nothing for too long. */
export function endReceiver(raw: ServerResponse, stallMs: number): void {
  const cut = setTimeout(() => raw.destroy(), stallMs)
  raw.once('close', () => clearTimeout(cut))
  raw.end()
}
