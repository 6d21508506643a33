import type { Clock } from '../platform/clock.ts'
import { burstOf, levelAt, nextAt, type Pace } from './budget-pace.ts'
import type { RateLimit, RateReport } from './rate-budget.ts'
import { SourceError } from './source-error.ts'
import type { Wait } from './wait.ts'

/** What a bucket works with; see `MemoryBudgetOptions`. */
export type BudgetBucketOptions = {
  readonly clock: Clock
  readonly wait: Wait
  readonly longestWaitMs: number
  readonly share: () => number
}

type Waiting = { readonly limit: RateLimit; readonly go: () => void; readonly refuse: (error: unknown) => void }

/** One bucket of a budget, full at first. Who comes first goes first; one timer runs for who is next. */
export class BudgetBucket {
  readonly #name: string
  readonly #options: BudgetBucketOptions
  readonly #queue: Waiting[] = []
  #running = 0
  #blockedUntil = 0
  #window: Pace['window'] = null
  #lastAt: number
  #level = Number.POSITIVE_INFINITY
  #alarm: AbortController | null = null

  constructor(name: string, options: BudgetBucketOptions) {
    this.#name = name
    this.#options = options
    this.#lastAt = options.clock.now().getTime()
  }

  /** Waits for a turn; resolves with what gives it back. */
  async enter(limit: RateLimit, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    const turn = Promise.withResolvers<void>()
    const waiting = { limit, go: turn.resolve, refuse: turn.reject }
    const onAbort = () => this.#giveUp(waiting, signal.reason)
    signal.addEventListener('abort', onAbort)
    this.#queue.push(waiting)
    this.#pump()
    try {
      await turn.promise
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
    return onceOnly(() => {
      this.#running -= 1
      this.#pump()
    })
  }

  /** Takes in what the vendor said; what waits may have to wait longer, or no more. */
  report(seen: RateReport): void {
    if ('blockedUntil' in seen) this.#blockedUntil = Math.max(this.#blockedUntil, seen.blockedUntil.getTime())
    else this.#window = seen
    this.#stopAlarm()
    this.#pump()
  }

  #pump(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const pace = this.#paceOf(first.limit)
      if (this.#running >= pace.limit.concurrency) return
      const now = this.#options.clock.now().getTime()
      const at = nextAt(pace, now)
      if (at - now > this.#options.longestWaitMs) this.#refuseAll(new Date(at))
      else if (at === now) this.#letGo(pace, now)
      else {
        this.#setAlarm(at - now)
        return
      }
    }
    this.#stopAlarm()
  }

  #paceOf(limit: RateLimit): Pace {
    const share = this.#options.share()
    const ours = {
      perMinute: Math.max(limit.perMinute * share, 0.1),
      concurrency: Math.max(1, Math.floor(limit.concurrency * share)),
    }
    return {
      limit: ours,
      blockedUntil: this.#blockedUntil,
      window: this.#window,
      lastAt: this.#lastAt,
      level: Math.min(this.#level, burstOf(ours)),
      share,
    }
  }

  #letGo(pace: Pace, now: number): void {
    this.#level = levelAt(pace, now) - 1
    this.#lastAt = now
    // Until its answer tells, the request counts as made.
    if (this.#window !== null) this.#window = { ...this.#window, remaining: Math.max(this.#window.remaining - 1, 0) }
    this.#running += 1
    this.#queue.shift()?.go()
  }

  #giveUp(waiting: Waiting, reason: unknown): void {
    const index = this.#queue.indexOf(waiting)
    if (index === -1) return
    this.#queue.splice(index, 1)
    waiting.refuse(reason)
    this.#pump()
  }

  #refuseAll(retryAt: Date): void {
    const text = `The source takes no more requests of the kind “${this.#name}” before ${retryAt.toISOString()}; the run goes on by itself then.`
    for (const { refuse } of this.#queue.splice(0)) refuse(new SourceError('rate_limited', text, { retryAt }))
    this.#stopAlarm()
  }

  #setAlarm(milliseconds: number): void {
    if (this.#alarm !== null) return
    const alarm = new AbortController()
    this.#alarm = alarm
    const ring = () => {
      if (this.#alarm !== alarm) return
      this.#alarm = null
      this.#pump()
    }
    this.#options.wait(milliseconds, alarm.signal).then(ring, ring)
  }

  #stopAlarm(): void {
    this.#alarm?.abort()
    this.#alarm = null
  }
}

function onceOnly(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
