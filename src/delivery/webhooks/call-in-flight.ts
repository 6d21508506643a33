import type { Dispatcher } from 'undici'
import { type Answer, type AnswerHeaders, keptBodyBytes } from './answer.ts'

/** How a call ended: with an answer, or with an error. */
export type CallEnd = { readonly answer: Answer } | { readonly error: Error }

const readBodyBytes = 65_536
// The status is the acknowledgement; what comes after it is for the log only and holds nobody up.
const bodyPatienceMs = 2000

/**
 * One HTTP call on its way:
 *
 *     waiting ──head──► reading ──end, 64 KB, 2 s──► ended
 *        └──error, time out, abort──────────────────► ended
 *
 * A handler of undici's own, because its streams would cost more than all the rest of a call.
 */
export class CallInFlight implements Dispatcher.DispatchHandler {
  readonly #onEnd: (end: CallEnd) => void
  #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | null = null
  #head: { readonly status: number; readonly headers: AnswerHeaders } | null = null
  readonly #body: Buffer[] = []
  #bytes = 0
  #isEnded = false

  constructor(timeoutMs: number, onEnd: (end: CallEnd) => void) {
    this.#onEnd = onEnd
    this.#timer = setTimeout(() => this.cut(new CallTimedOut(timeoutMs)), timeoutMs)
  }

  /** Ends the call now: with the answer if its head is here, else with the error. */
  cut(error: Error): void {
    if (this.#isEnded) return
    this.#end(error)
    this.#controller?.abort(error)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It waited for a connection, and the time was up before there was one.
    if (this.#isEnded) controller.abort(new CallStopped())
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    // 1xx only announces the answer (RFC 9110 section 15.2).
    if (status < 200 || this.#isEnded) return
    this.#head = { status, headers }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.cut(new Error('The body is not read further')), bodyPatienceMs)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isEnded) return
    if (this.#bytes < keptBodyBytes) this.#body.push(chunk.subarray(0, keptBodyBytes - this.#bytes))
    this.#bytes += chunk.length
    if (this.#bytes > readBodyBytes) this.cut(new Error('The body is not read further'))
  }

  onResponseEnd(): void {
    this.#end(null)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end(error)
  }

  #end(reason: Error | null): void {
    if (this.#isEnded) return
    this.#isEnded = true
    clearTimeout(this.#timer)
    if (this.#head) this.#onEnd({ answer: { ...this.#head, body: this.#readBody() } })
    else this.#onEnd({ error: reason ?? new Error('The answer ended before its head') })
  }

  #readBody(): Buffer | null {
    const [first = null, ...more] = this.#body
    return more.length > 0 ? Buffer.concat(this.#body) : first
  }
}

/** No answer came in time. */
export class CallTimedOut extends Error {
  constructor(timeoutMs: number) {
    super(`No answer within ${timeoutMs / 1000} s. Have the receiver answer at once and do the work afterwards.`)
    this.name = 'CallTimedOut'
  }
}

/** Whoever made the call wants no answer any more. */
export class CallStopped extends Error {
  constructor() {
    super('Stopped before an answer came, because delivery stopped or the endpoint was changed.')
    this.name = 'CallStopped'
  }
}
