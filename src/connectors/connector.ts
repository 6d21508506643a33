import type { z } from 'zod'
import type { MappingLine, PullDirectoryType } from '../model/connection.ts'
import type { JsonObject } from '../model/json.ts'
import type {
  SourceGroup,
  SourceMemberChanges,
  SourceMembers,
  SourceRemoval,
  SourceUser,
  UnreadableRecord,
} from '../model/source-record.ts'
import type { Platform } from '../platform/platform.ts'
import type { RateBudget } from './rate-budget.ts'
import type { Wait } from './wait.ts'

/**
 * A kind of source: one folder each, listed in `connectors.ts`. It knows its vendor's API and yields normalised pages; it
 * knows no database. Its settings are a schema and its abilities data, from which forms, guides and tests are made.
 */
export type Connector<Settings extends z.ZodObject = z.ZodObject> = {
  readonly type: PullDirectoryType
  /** What people call the source: `Okta`, `Microsoft Entra ID`. */
  readonly title: string
  /**
   * What the administrator fills in. Each field has `.meta({ title, help, secret?, address?, multiline?, placeholder?, advanced? })`,
   * and `.describe` is not used. What few people need is `advanced`. Fields with `secret: true` are stored encrypted and never shown again. Those with `address: true`
   * say to whom secrets are sent, or how: with another value of one, the secrets must be given again.
   */
  readonly settings: Settings
  readonly abilities: ConnectorAbilities
  /** How the vendor's attributes become the normalised user, unless the directory's own mapping says otherwise. */
  readonly mapping: readonly MappingLine[]
  /** Minutes between runs that are right for this source. */
  readonly defaultIntervalMinutes: number
  /** How requests of the source that tell of a change are checked and answered; null where it sends none. */
  readonly wakeUps: WakeUps | null
  open(settings: z.output<Settings>, tools: ConnectorTools): OpenConnector
}

/** What a source can do, as data: it is shown, documented and tested. */
export type ConnectorAbilities = {
  /** Whether it tells what has changed since a cursor. */
  readonly incremental: boolean
  /** Whether that tells of deletions, too; else only a full run finds them. */
  readonly reportsDeletions: boolean
  readonly nestedGroups: boolean
  /** Whether memberships are listed with the group or with the user. */
  readonly memberships: 'with_group' | 'with_user'
  readonly orgUnits: boolean
  readonly managers: boolean
}

/** What a connector works with. */
export type ConnectorTools = {
  readonly platform: Platform
  /** Whether addresses of private networks may be called: always asked through `src/platform/outbound`. */
  readonly allowPrivateNetworks: boolean
  /** What the credential may ask of its vendor, over all nodes. */
  readonly budget: RateBudget
  /** Uploaded files of the directory, for sources that are files. */
  readonly files: SourceFiles
  /** The folder of the organization below which files on this machine may be read; null where the operator allows none (MUSTER_FILES_FOLDER). */
  readonly filesFolder: string | null
  /** How to wait; as long as it says, if not given. Tests give one that moves the platform's clock on instead. */
  readonly wait?: Wait
}

/** Uploaded files: the newest of each name. */
export type SourceFiles = {
  list(): Promise<
    readonly { readonly name: string; readonly size: number; readonly sha256: string; readonly at: Date }[]
  >
  read(name: string): AsyncIterable<Buffer>
}

/**
 * A source that can be read. Everything throws `SourceError`. A `signal` that is aborted ends a call early, with whatever error.
 */
export type OpenConnector = {
  /** Says what the credential really sees, before anything is synced and at the beginning of each full run. Throws only for what keeps it from looking at all. */
  check(signal: AbortSignal): Promise<CheckReport>
  /**
   * Lists everything: all users, then the groups, each before its members. It returns only when it has told everything; what is
   * cut off throws. `from` is the `resume` of the last page that was committed; null: from the start. The `cursor` it
   * returns must be taken at the source before the listing began, so that what changes meanwhile is told by `incremental`.
   */
  full(from: string | null, signal: AbortSignal): Listing
  /**
   * Lists what has changed since the cursor. Records may come twice and in any order, users before the groups that hold them
   * where the vendor allows. Throws `cursor_expired` when only a full run can help. Absent where `abilities.incremental` is false.
   */
  incremental?(cursor: string, from: string | null, signal: AbortSignal): Listing
  /** The ids of the members of a group, also by nested groups: for scopes. Absent where there are no groups. */
  membersOf?(groupId: string, signal: AbortSignal): AsyncIterable<readonly string[]>
  /** A few users by a part of their name, login or e-mail address; all kinds of users for an empty text. For previews. */
  findUsers(text: string, limit: number, signal: AbortSignal): Promise<readonly SourceUser[]>
  /** A few groups by a part of their name, any for an empty text: for those who choose some for a scope. Absent where there are none. */
  findGroups?(text: string, limit: number, signal: AbortSignal): Promise<readonly SourceGroup[]>
  /** Asks the source to tell of changes at `url`, or renews that; `previous` is what the last call returned. */
  subscribe?(wanted: Subscription, previous: JsonObject | null, signal: AbortSignal): Promise<Subscribed>
  /** Takes back what `subscribe` asked for. */
  unsubscribe?(previous: JsonObject, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Pages, and at the end, where the next incremental listing begins; null where the source has no such thing. */
export type Listing = AsyncGenerator<SourcePage, { readonly cursor: string | null }, void>

/** A page of a listing. Keep them at 100 to 1,000 records, and at most 5,000 members. */
export type SourcePage = {
  readonly users?: readonly SourceUser[]
  readonly groups?: readonly SourceGroup[]
  /** In a full listing. */
  readonly members?: readonly SourceMembers[]
  /** In an incremental listing. A group whose members are told whole is in `wholeGroups`, with all of them in one entry. */
  readonly memberChanges?: readonly SourceMemberChanges[]
  readonly wholeGroups?: readonly SourceMembers[]
  readonly removed?: readonly SourceRemoval[]
  readonly unreadable?: readonly UnreadableRecord[]
  /** Where the listing goes on after this page; valid at least for hours. */
  readonly resume: string
  /** How many records the whole listing will have, where the source says so. */
  readonly expected?: number
}

/** What a credential sees of a source. */
export type CheckReport = {
  readonly findings: readonly CheckFinding[]
  readonly users: Seen<SourceUser>
  readonly groups: Seen<SourceGroup>
  /** Scopes, permissions or roles that are missing, by the vendor's own names. */
  readonly missing: readonly string[]
}

/** `count` null: the source does not say without listing all. `isAtLeast`: there may be more. */
export type Seen<T> = { readonly count: number | null; readonly isAtLeast: boolean; readonly sample: T | null }

/** One thing that was checked. An `error` keeps runs from starting; the text says what to do. */
export type CheckFinding = { readonly code: string; readonly level: 'ok' | 'warning' | 'error'; readonly text: string }

export type Subscription = { readonly url: string; readonly secret: string }

/** What a subscription has to be renewed with, and when. */
export type Subscribed = { readonly state: JsonObject; readonly renewAt: Date }

/** Requests with which a source tells of changes. They are hints only: what changed is then read. */
export type WakeUps = {
  /** Judges and answers a request; secrets are compared in constant time. */
  receive(request: WakeUpRequest, secret: string): WakeUpAnswer
}

export type WakeUpRequest = {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: unknown
}

export type WakeUpAnswer = {
  readonly status: number
  readonly contentType: 'application/json' | 'text/plain'
  readonly body: string
  /** Whether it tells that something changed. */
  readonly isWake: boolean
}
