import type { SourceGroup, SourceKind, SourceUser } from './source-record.ts'

/** A record that could not be taken as it is: what is wrong, and when it is tried again. */
export type SyncProblem = {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  readonly kind: SourceKind
  readonly sourceId: string
  readonly code: string
  /** What is wrong and what to do, in words. */
  readonly text: string
  /** Whom it is about, for people. */
  readonly name: string
  readonly attempts: number
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  /** Null: not before its record or the mapping changes. */
  readonly retryAt: Date | null
}

/** A problem's record, by which it is tried again without the source. */
export type EscrowedRecord =
  | { readonly kind: 'user'; readonly record: SourceUser }
  | { readonly kind: 'group'; readonly record: SourceGroup }
