import type { Comparison } from '../harness/comparison.ts'
import type { MusterServer } from '../scim/start-muster.ts'
import type { ServerStarter } from '../scim/start-servers.ts'
import type { Receiver } from './start-receiver.ts'

/** What the scenarios are run with. */
export interface EventsRun {
  readonly starter: ServerStarter
  readonly receiver: Receiver
  readonly rounds: number
  readonly secondsPerCell: number
  /** Events of one directory that wait for a webhook endpoint: one a call, and in batches. */
  readonly single: number
  readonly batched: number
  /** The size of the log that is read, and over how many directories. */
  readonly logEvents: number
  readonly logDirectories: number
  /** Directories with an event a second each. */
  readonly directories: number
  readonly progress: (text: string) => void
}

export type EventsScenarioName = 'rate' | 'latency' | 'feed' | 'creates' | 'dead' | 'stuck'

/** A measurement with limits of its own; it starts what it needs, and gives each comparison as soon as it has it. */
export interface EventsScenario {
  readonly name: EventsScenarioName
  readonly run: (run: EventsRun) => AsyncIterable<Comparison>
}

/** A webhook endpoint; `organization_id` null follows all organizations. */
export interface EndpointWish {
  readonly endpoint_url: string
  readonly organization_id: string | null
  readonly batch_size?: number
  readonly parallel?: number
}

/** A call of the API that changes something. */
export interface ApiCall {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: object
}

/** Calls the API of a server; throws on any answer but a success. */
export async function callApi(
  { apiUrl, apiKey }: MusterServer,
  { method, path, body }: ApiCall,
): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(`${apiUrl}${path}`, { method, headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

/** Makes a webhook endpoint and gives its id. */
export async function addEndpoint(server: MusterServer, body: EndpointWish): Promise<string> {
  const { id } = await callApi(server, { method: 'POST', path: '/webhook_endpoints', body })
  return String(id)
}
