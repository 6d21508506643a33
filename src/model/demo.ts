import { z } from 'zod'
import type { JsonObject } from './json.ts'

/** The simulated identity providers of the demo: Okta and Entra push, Google is read. */
export const DemoProvider = z.enum(['okta', 'entra', 'google'])

const id = z.string().min(1, 'is missing').max(200)
const name = z.string().trim().min(1, 'is missing').max(100)

/** What somebody can do at the demo's providers, and with the receiver of its webhooks. */
export const DemoAction = z.discriminatedUnion('kind', [
  /** Somebody starts. Without a name one is made up. */
  z.object({ kind: z.literal('hire'), provider: DemoProvider, department: name, display_name: name.optional() }),
  z.object({ kind: z.literal('change_title'), provider: DemoProvider, person: id, title: name }),
  /** A manager goes to another department, with everybody who reports to them. */
  z.object({ kind: z.literal('move_team'), provider: DemoProvider, team: id, department: name }),
  z.object({ kind: z.literal('deactivate'), provider: DemoProvider, person: id }),
  z.object({ kind: z.literal('reactivate'), provider: DemoProvider, person: id }),
  /** The reader's role in Google is narrowed by mistake: most people seem to be gone. */
  z.object({ kind: z.literal('narrow_role') }),
  z.object({ kind: z.literal('restore_role') }),
  /** The product that receives webhooks breaks, or works again. */
  z.object({ kind: z.literal('set_receiver'), is_failing: z.boolean() }),
  /** Whether people also come, move and leave by themselves. */
  z.object({ kind: z.literal('set_life'), is_running: z.boolean() }),
])
export type DemoAction = z.output<typeof DemoAction>

/** Something to see: `demo_happening`, `demo_request` or `demo_webhook`. */
export type DemoItem = JsonObject & { readonly object: string; readonly id: string; readonly at: string }

/** The demo as its screen steers it. */
export type DemoControl = {
  /** The providers, with their people, and what is switched. */
  state(): JsonObject
  /** Does it, and says in a sentence what it was. */
  act(action: DemoAction): Promise<JsonObject>
  /** What there was to see lately, oldest first. */
  recent(): readonly DemoItem[]
  /** Calls the listener with whatever there is to see from now on; gives how to stop that. */
  follow(listener: (item: DemoItem) => void): () => void
}
