import type { EventItem, HappeningItem, RequestItem, Seen, SeenItem } from './demo-types.ts'

/** The ids of all that belongs to the same change as an item: what happened, its requests, their events, and the webhooks of those. */
export function linkedItems(item: SeenItem, seen: Seen): ReadonlySet<string> {
  const events = eventsOf(item, seen)
  const eventIds = new Set(events.map(({ id }) => id))
  const requests = item.object === 'demo_request' ? [item] : requestsOf(item, events, seen)
  const happenings = requests.flatMap(({ happening_id: id }) => (id === null ? [] : [id]))
  const webhooks = seen.webhooks.filter(({ event_id: id }) => id !== null && eventIds.has(id))
  return new Set([item, ...requests, ...events, ...webhooks].map(({ id }) => id).concat(happenings))
}

function eventsOf(item: SeenItem, seen: Seen): readonly EventItem[] {
  if (item.object === 'event') return [item]
  if (item.object === 'demo_webhook') return seen.events.filter(({ id }) => id === item.event_id)
  const requests = item.object === 'demo_request' ? [item] : requestsBecauseOf(item, seen)
  return seen.events.filter((event) => requests.some((request) => isCause(request, event)))
}

function requestsOf(item: SeenItem, events: readonly EventItem[], seen: Seen): readonly RequestItem[] {
  if (item.object === 'demo_happening') return requestsBecauseOf(item, seen)
  const found = seen.requests.filter((one) => one.object === 'demo_request')
  return found.filter((request) => events.some((event) => isCause(request, event)))
}

function requestsBecauseOf({ id }: HappeningItem, { requests }: Seen): readonly RequestItem[] {
  return requests.filter((one) => one.object === 'demo_request').filter((request) => request.happening_id === id)
}

/** Whether an event is what came of a request: it was written by it, or the answer told of its person. */
function isCause(request: RequestItem, event: EventItem): boolean {
  const cause = event.log_entry?.cause.request_id ?? null
  if (request.request_id !== null) return cause === request.request_id
  const source = sourceIdOf(event)
  return cause === null && source !== null && request.source_ids.includes(source)
}

/** The id of the person at the provider, of an event about somebody. */
function sourceIdOf({ data }: EventItem): string | null {
  const person = typeof data.user === 'object' && data.user !== null ? data.user : data
  const id = 'idp_id' in person ? person.idp_id : null
  return typeof id === 'string' ? id : null
}
