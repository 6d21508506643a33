import type { Clock } from './clock.ts'
import type { NewId } from './ids.ts'
import type { Logger } from './log.ts'

/** What every part is given instead of reaching for globals: time, ids and the log. */
export type Platform = { readonly clock: Clock; readonly newId: NewId; readonly log: Logger }
