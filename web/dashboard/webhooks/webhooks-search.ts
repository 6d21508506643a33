import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)
const flag = z.catch(z.optional(z.boolean()), undefined)

/** The state of the list: which tab, which page, whether an endpoint is being made, and which sink is open. */
export const WebhooksSearch = z.object({
  tab: z.catch(z.optional(z.enum(['endpoints', 'sinks'])), undefined),
  organization: text,
  after: text,
  before: text,
  new: flag,
  panel: text,
})
export type WebhooksSearch = z.infer<typeof WebhooksSearch>

export const EndpointTab = z.enum(['attempts', 'settings'])
export type EndpointTab = z.infer<typeof EndpointTab>

/** The state of an endpoint's page: the tab, which attempts, which of them is open, and from when a replay is asked about. */
export const EndpointSearch = z.object({
  tab: z.catch(z.optional(EndpointTab), undefined),
  status: z.catch(z.optional(z.enum(['delivered', 'failed'])), undefined),
  answer: z.catch(z.optional(z.enum(['2xx', '3xx', '4xx', '5xx', 'none'])), undefined),
  type: text,
  event: text,
  from: text,
  until: text,
  after: text,
  before: text,
  panel: text,
  replay: text,
})
export type EndpointSearch = z.infer<typeof EndpointSearch>
