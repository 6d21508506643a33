import type { z } from 'zod'
import type { Destination, DestinationKind as Kind } from '../model/destination.ts'
import type { Event, EventType } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { Platform } from '../platform/platform.ts'
import type { ExternalIds } from './external-ids.ts'

/** What of an event a destination can look into besides its text. */
export type LoggedEvent = Omit<Event, 'cause' | 'previous'>

/** An event on its way out: `json` is the object of the API (src/model/event-object.ts) as text, made once for all destinations. */
export type OutgoingEvent = { readonly event: LoggedEvent; readonly json: string }

/** One call: events of one stream, in order; one, or as many as the destination takes at once. */
export type Call = {
  readonly events: readonly OutgoingEvent[]
  /** The time that is signed. */
  readonly sentAt: Date
  /** Sent by a person, a retry or a test: outside of the order of its stream, and perhaps once more. */
  readonly isByHand?: boolean
}

/** What became of a call. Never an exception: what fails is an outcome too. */
export type Outcome = {
  readonly isDelivered: boolean
  /** The HTTP status; null without an answer, and for what is not HTTP. */
  readonly status: number | null
  /** One line for the operator; null when it was delivered. */
  readonly error: string | null
  readonly responseHeaders: Readonly<Record<string, string>> | null
  /** At most its first 4 KB. */
  readonly responseBody: string | null
  /** When the destination said not to come back before (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number
}

/** An open destination. */
export type OpenDestination = {
  /** The types that it has a form for, where that is not all: others are passed over without a call. */
  readonly types?: ReadonlySet<EventType>
  /** Sends a call and waits for its acknowledgement. Ends early, undelivered, when `signal` is aborted. */
  send(call: Call, signal: AbortSignal): Promise<Outcome>
  close(): Promise<void>
}

/** What a kind of destination is given to work with. */
export type DeliveryTools = {
  readonly platform: Platform
  /** Whether it may call addresses of private networks. */
  readonly allowPrivateNetworks: boolean
  readonly externalIdOf: ExternalIds
}

/** A kind of destination: one file each, listed in `destination-kinds.ts`. */
export type DestinationKind<Settings extends z.ZodType = z.ZodType, Secrets extends z.ZodType = z.ZodType> = {
  readonly kind: Kind
  /** What an operator sets, as it is in the API. */
  readonly settings: Settings
  /** What is stored encrypted. */
  readonly secrets: Secrets
  open(opened: OpenedDestination<z.output<Settings>, z.output<Secrets>>, tools: DeliveryTools): OpenDestination
}

/** A destination with its settings and secrets parsed. */
export type OpenedDestination<Settings = JsonObject, Secrets = JsonObject> = {
  readonly destination: Destination
  readonly settings: Settings
  readonly secrets: Secrets
}
