import type { Person } from './company/person.ts'
import type { Random } from './company/random.ts'
import type { World } from './world.ts'

/** Something that happens in the company: told in a sentence, done in steps. A mistake has a second part, its repair. */
export type Happening = { readonly sentence: string; readonly steps: readonly Step[]; readonly later?: Happening }

/** One change of a directory. People and members are named by their `externalId`. */
export type Step =
  | { readonly kind: 'create'; readonly person: Person }
  | { readonly kind: 'update'; readonly before: Person; readonly after: Person }
  | { readonly kind: 'set_active'; readonly person: Person; readonly active: boolean }
  | {
      readonly kind: 'members'
      readonly group: string
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }

/** Decides what happens next in a directory; null when it cannot happen there now. Changes nothing. */
export type PlanHappening = (world: World, random: Random) => Happening | null
