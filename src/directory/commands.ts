import type { Cause } from '../model/event.ts'
import type { Group, GroupContent, MemberOperation } from '../model/group.ts'
import type { Received, User, UserContent, UserWithGroups } from '../model/user.ts'

/** What every command carries: who caused it, and what was received (without secrets) if it came from outside. */
type CommandBase = { readonly cause: Cause; readonly received: Received | null }

/** Makes a user. Refused with `user_name_taken` when the directory has the name. */
export type CreateUser = CommandBase & { readonly type: 'create_user'; readonly content: UserContent }

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
}

/** Makes a group with its first members. `uniqueName`: refuse a displayName that the directory has already. */
export type CreateGroup = CommandBase & {
  readonly type: 'create_group'
  readonly content: GroupContent
  readonly memberIds: readonly string[]
  readonly uniqueName: boolean
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
}

export type DeleteGroup = CommandBase & {
  readonly type: 'delete_group'
  readonly id: string
  readonly ifVersion?: number
}

export type Command = CreateUser | UpdateUser | DeleteUser | CreateGroup | UpdateGroup | DeleteGroup

/** What a command gave. `changed` is false when it found everything as wanted, and then nothing was written. */
export type CommandResult<C extends Command> = C extends CreateUser | UpdateUser
  ? { readonly user: UserWithGroups; readonly changed: boolean }
  : C extends CreateGroup | UpdateGroup
    ? { readonly group: Group; readonly changed: boolean }
    : { readonly changed: boolean }

/**
 * The one way to change users, groups and memberships. Rejects with an `AppError` (`user_not_found`, `user_name_taken`,
 * `version_mismatch`, …) or with what the command's own `change` threw; other commands of the same moment are not
 * affected. When the promise resolves, the change and its events are committed.
 */
export type SubmitCommand = <C extends Command>(directory: DirectoryRef, command: C) => Promise<CommandResult<C>>

/** A directory within its organization: the scope of every read and write. */
export type DirectoryRef = { readonly organizationId: string; readonly directoryId: string }
