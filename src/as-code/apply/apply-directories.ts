import type { ObjectChange } from '../plan/object-change.ts'
import type { OverlayWork } from './write-object-changes.ts'

/**
 * Puts what documents say of connections into effect: mapping, scope and guards. Gives those that failed with the reason, by
 * address; they stop no other.
 */
export type ApplyDirectories = (
  work: OverlayWork,
  changes: readonly ObjectChange[],
) => Promise<ReadonlyMap<string, string>>

/** For documents that say nothing of connections, and where there are none. */
export const directoriesUntouched: ApplyDirectories = async () => new Map()
