import { z } from 'zod'

export const SyncRunKind = z.enum(['full', 'incremental'])
export type SyncRunKind = z.infer<typeof SyncRunKind>

/** Why a run began. `changed`: a person changed the connection, its mapping or its scope. `recovery`: a cursor expired. */
export const SyncRunTrigger = z.enum(['schedule', 'manual', 'wake_up', 'connected', 'changed', 'recovery'])
export type SyncRunTrigger = z.infer<typeof SyncRunTrigger>

/**
 * `paused`: by a person, or until the source takes requests again (`resumeAt`). `waiting`: it has done all but the removals
 * that are held until a person decides; later runs go on meanwhile.
 */
export const SyncRunState = z.enum(['queued', 'running', 'paused', 'waiting', 'completed', 'failed', 'cancelled'])
export type SyncRunState = z.infer<typeof SyncRunState>

/** What a run does, in this order. */
export const SyncPhase = z.enum(['listing', 'sweep', 'references', 'guard', 'removals', 'done'])
export type SyncPhase = z.infer<typeof SyncPhase>

/** What a run has done so far. */
export type SyncCounts = {
  /** Records that the source listed, and those of them that were as they had been. */
  readonly seen: number
  readonly unchanged: number
  readonly usersCreated: number
  readonly usersUpdated: number
  readonly usersRemoved: number
  readonly groupsCreated: number
  readonly groupsUpdated: number
  readonly groupsRemoved: number
  readonly membershipsAdded: number
  readonly membershipsRemoved: number
  /** Users that are not in the scope. */
  readonly outOfScope: number
  /** Records with a problem. */
  readonly refused: number
  /** Removals that wait for a decision. */
  readonly held: number
}

/** One run of a directory. */
export type SyncRun = {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  readonly kind: SyncRunKind
  readonly trigger: SyncRunTrigger
  readonly state: SyncRunState
  readonly phase: SyncPhase
  readonly counts: SyncCounts
  /** How many records there will be, where that can be told. */
  readonly expected: number | null
  /** Pages that the source has given. */
  readonly pages: number
  /** How often it waited until the source took requests again, and how long requests waited for their turn, in milliseconds. */
  readonly pauses: number
  readonly waitedMs: number
  /** What a person wants of a run that works: it happens after the page. */
  readonly requested: 'pause' | 'cancel' | null
  readonly resumeAt: Date | null
  /** Why it failed or is paused: a code of `SourceErrorCode` or of the engine, and what to do, in words. */
  readonly errorCode: string | null
  readonly errorText: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly updatedAt: Date
}

/** Why somebody or something would go. `deactivated`: the source says that the user does not work any more. */
export const RemovalReason = z.enum(['absent', 'deleted', 'deactivated', 'left_scope', 'blanked'])
export type RemovalReason = z.infer<typeof RemovalReason>

/** What would go: a user (deleted or made inactive), a group, a membership, or the value of an attribute. */
export const RemovalKind = z.enum(['user', 'group', 'membership', 'attribute'])
export type RemovalKind = z.infer<typeof RemovalKind>

/**
 * `planned` by a run that is not there yet; `held` for a decision; `approved`, to be applied; `rejected`: not to be asked for
 * again until the source says otherwise; `applied`; `withdrawn`: the source has it again.
 */
export const RemovalState = z.enum(['planned', 'held', 'approved', 'rejected', 'applied', 'withdrawn'])
export type RemovalState = z.infer<typeof RemovalState>

/** A removal that a run found. Every removal is one of these before it is carried out. */
export type StagedRemoval = {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  readonly runId: string
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  /** The user or group that it is about. */
  readonly objectId: string
  /** The member of a membership, the target of an attribute; else empty. */
  readonly detail: string
  /** Who or what that is, for people: the name when it was staged. */
  readonly name: string
  /** Of the user or member that it is about, when it was staged. */
  readonly email: string | null
  readonly department: string | null
  /** When the source was last known to have it: the last full run before, or a later change that it told of. */
  readonly lastSeenAt: Date | null
  readonly state: RemovalState
  readonly createdAt: Date
  readonly decidedAt: Date | null
}
