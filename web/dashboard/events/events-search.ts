import { z } from 'zod/mini'
import { isEventType } from '../event-types.ts'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the log: filters, page, whether it is live, and which event is open. */
export const EventsSearch = z.object({
  live: z.catch(z.optional(z.boolean()), undefined),
  types: z.catch(z.optional(z.array(z.string())), undefined),
  organization: text,
  directory: text,
  /** A user or a group. */
  user: text,
  from: text,
  until: text,
  after: text,
  before: text,
  panel: text,
})
export type EventsSearch = z.infer<typeof EventsSearch>

/** What of the state the API filters by, in its words. */
export function toEventQuery({ types, organization, directory, user, from, until }: EventsSearch) {
  return {
    include: ['log_entry'],
    events: types?.filter(isEventType),
    organization_id: organization,
    directory_id: directory,
    object_id: user,
    range_start: from,
    range_end: until,
  }
}

/** Whether anything is filtered out. */
export function isFiltered(search: EventsSearch): boolean {
  const { types, organization, directory, user, from, until } = search
  return Boolean(types?.length || organization || directory || user || from || until)
}
