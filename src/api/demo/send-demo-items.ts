import { setTimeout as wait } from 'node:timers/promises'
import type { DemoItem } from '../../model/demo.ts'
import type { Clock } from '../../platform/clock.ts'
import { createHeartbeat } from '../event-stream/heartbeat.ts'
import type { StreamReceiver } from '../event-stream/stream-events.ts'

const lookMs = 100
const heartbeatMs = 15_000
/** What a reader who takes nothing misses: only the last of it are worth showing. */
const mostWaiting = 600

/**
 * Sends what there is to see, as it is added to `waiting`, until the reader is gone or may not see it any more. It comes in pieces,
 * ten a second: while a company moves in, hundreds of requests are answered in that time.
 */
export async function sendDemoItems(receiver: StreamReceiver, waiting: DemoItem[], clock: Clock): Promise<void> {
  const { signal } = receiver
  const heartbeat = createHeartbeat(clock, heartbeatMs)
  while (!signal.aborted) {
    const isBeat = heartbeat.isDue()
    if (isBeat && !(await receiver.isStillAllowed())) return
    const items = waiting.splice(0).slice(-mostWaiting)
    if (items.length > 0 && !(await receiver.send(items.map(toText).join('')))) return
    if (isBeat && !(await receiver.send(': still here\n\n'))) return
    await wait(lookMs, undefined, { signal }).catch(() => {})
  }
}

function toText(item: DemoItem): string {
  return `id: ${item.id}\ndata: ${JSON.stringify(item)}\n\n`
}
