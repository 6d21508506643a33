import type { NewEvent } from '../events/append-events.ts'
import type { Cause } from '../model/event.ts'
import type { Group, GroupContent, MemberOperation } from '../model/group.ts'
import type { Received, User, UserContent, UserWithGroups } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'

/** What every command carries: who caused it, and what was received (without secrets) if it came from outside. */
type CommandBase = { readonly cause: Cause; readonly received: Received | null }

/**
 * Makes a user. Refused with `user_name_taken` when the directory has the name. The result may be a user of before:
 * see `rehire` and `reactivate`, and docs/reference/deprovisioning.md.
 */
export type CreateUser = CommandBase & {
  readonly type: 'create_user'
  /** An id that the caller made with `newId('directory_user', …)`, so that others can refer to it before it exists. */
  readonly id?: string
  /** When another product made the user, from which it was brought; else now. */
  readonly createdAt?: Date
  readonly content: UserContent
  /** A user who is a deleted one by its `externalId` (else by its `userName`) gets that one's id. Not with an `id`. */
  readonly rehire?: boolean
  /** Where the name belongs to a user that is inactive, an active `content` becomes that one's. Not with an `id`. */
  readonly reactivate?: boolean
  /** Called when either happens, before the change is written; more than once where a batch is planned again. */
  readonly onReturn?: (how: 'rehired' | 'reactivated') => void
}

/**
 * Changes a user. `change` is a pure function that the write path calls with the user as it is then, under the
 * directory's lock; what it throws is this command's refusal. Content equal to what is stored is no change.
 */
export type UpdateUser = CommandBase & {
  readonly type: 'update_user'
  readonly id: string
  /** Refuse with `version_mismatch` unless the user is at this version (If-Match). */
  readonly ifVersion?: number
  readonly change: (stored: User) => UserContent
}

export type DeleteUser = CommandBase & {
  readonly type: 'delete_user'
  readonly id: string
  readonly ifVersion?: number
  /** Called with the user as it is then; what it throws is the refusal. */
  readonly check?: (stored: User) => void
  /** Changes nothing unless the directory's policy deletes the user at this moment for being inactive. */
  readonly ifPastGrace?: boolean
}

/** Brings a deleted user back, with its id and with its memberships of the groups that still exist. */
export type RestoreUser = CommandBase & { readonly type: 'restore_user'; readonly id: string }

/** Makes a group with its first members. `uniqueName`: refuse a displayName that the directory has already. */
export type CreateGroup = CommandBase & {
  readonly type: 'create_group'
  /** An id that the caller made with `newId('directory_group', …)`; see `CreateUser`. */
  readonly id?: string
  /** See `CreateUser`. */
  readonly createdAt?: Date
  readonly content: GroupContent
  readonly memberIds: readonly string[]
  readonly uniqueName: boolean
} & MembersByExternalId

/** A member that is named by what is no id is the one user, or else the one group, that has it as its `externalId`. */
type MembersByExternalId = {
  readonly membersByExternalId?: boolean
  /** Called, perhaps more than once, when a member was found so. */
  readonly onMemberByExternalId?: () => void
}

/**
 * Changes a group's own attributes by `change` (see `UpdateUser`), then its members by `members`, in order. The member
 * operations are known without the stored group (a PATCH names them), so that only the members they name are loaded.
 */
export type UpdateGroup = CommandBase & {
  readonly type: 'update_group'
  readonly id: string
  readonly ifVersion?: number
  readonly uniqueName: boolean
  readonly change: (stored: Group) => GroupContent
  readonly members: readonly MemberOperation[]
  /** Leave out the members that the directory does not hold, instead of awaiting them; each is told, perhaps more than once. */
  readonly onUnknownMember?: (id: string) => void
} & MembersByExternalId

export type DeleteGroup = CommandBase & {
  readonly type: 'delete_group'
  readonly id: string
  readonly ifVersion?: number
  /** Called with the group as it is then; what it throws is the refusal. */
  readonly check?: (stored: Group) => void
}

/** A command that is about one user or group. */
export type SingleCommand = CreateUser | UpdateUser | DeleteUser | RestoreUser | CreateGroup | UpdateGroup | DeleteGroup

/**
 * Many commands in one transaction, in order, each seeing those before it (SCIM Bulk, RFC 7644 section 3.7). It is not all
 * or nothing: a step that is refused is refused alone, and so are those that name it in `requires` (by its index).
 */
export type Sequence = CommandBase & {
  readonly type: 'sequence'
  readonly received: null
  readonly steps: readonly SequenceStep[]
  /** After so many refused steps the rest is not run; null: run all. */
  readonly failOnErrors: number | null
  /** What became of the first steps, where those were run already: the write path takes up the rest this way. */
  readonly done?: readonly StepResult[]
  /**
   * Called in the transaction, once it is planned what becomes of the steps: what it writes is committed with them, also
   * where they change nothing, and what it throws undoes them all. A sequence that has it is not tried again in parts.
   */
  readonly alongside?: (transaction: Queryable, results: readonly StepResult[]) => Promise<void>
  /** Events of the caller's own, which come after those of the steps. Called once it is planned what becomes of these. */
  readonly tell?: (results: readonly StepResult[]) => readonly Pick<NewEvent, 'type' | 'objectId' | 'data'>[]
}

/**
 * A step of a sequence; `refused` holds the place of one that could not be made a command, with its error. `requires` may
 * name later ones: then all fail together. `number` is what the caller counts it as, if not by its place.
 */
export type SequenceStep = (
  | { readonly command: SingleCommand; readonly requires?: readonly number[] }
  | { readonly refused: unknown }
) & { readonly number?: number }

/** What became of a step of a sequence. `error` is what the command alone would have been rejected with. */
export type StepResult =
  | { readonly ok: true; readonly result: CommandResult<SingleCommand> }
  | { readonly ok: false; readonly error: unknown }
  | { readonly ok: false; readonly notRun: true }

export type Command = SingleCommand | Sequence

/** The commands of which a command consists, as far as they are not done: the steps of a sequence, else itself. */
export function singleCommands(command: Command): readonly SingleCommand[] {
  if (command.type !== 'sequence') return [command]
  return command.steps.slice(command.done?.length).flatMap((step) => ('command' in step ? [step.command] : []))
}

/** What a command gave. `changed` is false when it found everything as wanted, and then nothing was written. */
export type CommandResult<C extends Command> = C extends CreateUser | UpdateUser | RestoreUser
  ? { readonly user: UserWithGroups; readonly changed: boolean }
  : C extends CreateGroup | UpdateGroup
    ? { readonly group: Group; readonly changed: boolean }
    : C extends Sequence
      ? { readonly results: readonly StepResult[] }
      : { readonly changed: boolean }

/**
 * The one way to change users, groups and memberships. Rejects with an `AppError` (`user_not_found`, `user_name_taken`,
 * `version_mismatch`, …) or with what the command's own `change` threw; other commands of the same moment are not
 * affected. When the promise resolves, the change and its events are committed.
 */
export type SubmitCommand = <C extends Command>(directory: DirectoryRef, command: C) => Promise<CommandResult<C>>

/** A directory within its organization: the scope of every read and write. */
export type DirectoryRef = { readonly organizationId: string; readonly directoryId: string }
