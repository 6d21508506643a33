import type { z } from 'zod'

/** What an event of a type means, and what its `data` is, with an example. */
export type EventData = {
  readonly description: string
  readonly data: z.ZodObject
  readonly example: object
}
