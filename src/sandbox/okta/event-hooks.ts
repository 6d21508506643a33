import { randomUUID } from 'node:crypto'
import { isJsonObject } from '../../model/json.ts'
import type { Clock } from '../../platform/clock.ts'
import type { LogEntry } from './records.ts'
import { showLogEntry } from './show.ts'
import { type OktaLog, oktaTime } from './system-log.ts'

/** An event hook as an administrator makes it: `secret` is sent in the header `Authorization`. */
export type EventHook = { readonly url: string; readonly secret: string; readonly eventTypes: readonly string[] }

export type EventHooks = {
  /** Verifies a hook as Okta does it once, and delivers to it from then on. */
  add(hook: EventHook): Promise<void>
  /** Resolves when everything that was written so far has been delivered or given up. */
  settled(): Promise<void>
  close(): void
}

/** Delivers what is written to the log: one entry a call, tried twice at the most, in no order that could be relied on. */
export function createEventHooks(log: OktaLog, { clock, origin }: { clock: Clock; origin: () => string }): EventHooks {
  const pending = new Set<Promise<void>>()
  const endings: (() => void)[] = []

  function track(delivery: Promise<void>): void {
    pending.add(delivery)
    delivery.finally(() => pending.delete(delivery))
  }
  function bodyOf(entry: LogEntry): string {
    return JSON.stringify({
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      source: `${origin()}/api/v1/eventHooks/who0000000000000000`,
      eventId: randomUUID(),
      data: { events: [showLogEntry(entry)] },
      eventTime: oktaTime(clock.now()),
      contentType: 'application/json',
    })
  }
  return {
    async add(hook) {
      await verify(hook)
      const listener = (entry: LogEntry) => {
        if (hook.eventTypes.includes(entry.eventType)) track(deliver(hook, bodyOf(entry)))
      }
      endings.push(log.listen(listener))
    },
    async settled() {
      await Promise.all(pending)
    },
    close: () => {
      for (const end of endings) end()
    },
  }
}

/** Okta's one-time check that the receiver is who it should be ("Event hooks", one-time verification request). */
async function verify({ url, secret }: EventHook): Promise<void> {
  const challenge = randomUUID()
  const headers = { authorization: secret, 'x-okta-verification-challenge': challenge }
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
  const answer: unknown = await response.json()
  if (!response.ok || !isJsonObject(answer) || answer.verification !== challenge)
    throw new Error(`The event hook ${url} did not answer with the challenge`)
}

const timeoutMs = 3000

async function deliver({ url, secret }: EventHook, body: string): Promise<void> {
  const headers = { authorization: secret, 'content-type': 'application/json' }
  for (let attempt = 0; attempt < 2; attempt++) {
    const call = { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) }
    const status = await fetch(url, call).then(
      (response) => response.status,
      () => 599,
    )
    if (status < 500) return
  }
}
