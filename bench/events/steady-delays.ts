import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Figure } from '../harness/comparison.ts'
import { percentile } from '../harness/statistics.ts'
import type { MusterServer } from '../scim/start-muster.ts'
import { callApi } from './scenario.ts'
import type { Receiver, ReceiverControl } from './start-receiver.ts'

const WARM_UP_SECONDS = 3
/** What is still on its way when the last event was written. */
const SETTLE_MS = 1000

export interface SteadyPlan {
  readonly seconds: number
  /** Directories whose webhooks are answered, with an event a second each. */
  readonly answered: number
  /** What the receiver does not answer, and the endpoint to which it comes in vain: one event a second. */
  readonly held?: { readonly control: Partial<ReceiverControl>; readonly endpoint: string }
}

/** The delay from an event to its webhook while events come at an even pace: the p99 of all that are answered, in ms. */
export async function measureDelays(
  server: MusterServer,
  receiver: Receiver,
  { seconds, answered, held }: SteadyPlan,
): Promise<Figure & { readonly lateMs: number }> {
  await receiver.reset(held?.control)
  await append(server.databaseUrl, WARM_UP_SECONDS)
  await sleep(SETTLE_MS)
  const { events: warmUp } = await receiver.stats()
  await receiver.reset({ ...held?.control, keep: 'delays' })
  const { lateMs } = await append(server.databaseUrl, seconds)
  await sleep(SETTLE_MS)
  const { delays, events } = await receiver.stats()
  if (held) await release(server, receiver, { endpoint: held.endpoint, events: WARM_UP_SECONDS + seconds })
  const expected = answered * seconds
  const figure = { value: percentile(delays, 0.99), errors: 0, firstError: undefined, lateMs }
  if (events === expected && warmUp === answered * WARM_UP_SECONDS) return figure
  return { ...figure, errors: 1, firstError: `${warmUp} and ${events} events came, not ${expected}` }
}

/** Answers what was held, all of which must come then. */
async function release(
  server: MusterServer,
  receiver: Receiver,
  { endpoint, events }: { readonly endpoint: string; readonly events: number },
): Promise<void> {
  await receiver.reset()
  await sleep(SETTLE_MS)
  await callApi(server, { method: 'POST', path: `/webhook_endpoints/${endpoint}/resume`, body: {} })
  await receiver.waitFor(events)
}

async function append(databaseUrl: string, seconds: number): Promise<{ readonly lateMs: number }> {
  const file = join(import.meta.dirname, 'append-steadily.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [file, databaseUrl, String(seconds)])
  return JSON.parse(stdout)
}
