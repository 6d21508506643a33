import type { SyncCounts } from '../../model/sync-run.ts'

/** Where a run is once a page is committed: `writePage` writes this in the page's transaction, by `commitProgress`. */
export type PagePlace = {
  /** The page's number in the run, 0 first: that of its sightings. */
  readonly page: number
  /** Where the listing goes on after it. */
  readonly sealedPosition: string
  /** What was done before it. */
  readonly counts: SyncCounts
  readonly expected: number | null
}
