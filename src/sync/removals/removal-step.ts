import type { SequenceStep } from '../../directory/commands.ts'
import type { LeavingScope } from '../../model/connection.ts'
import { toDirectoryUserObject } from '../../model/directory-user-object.ts'
import type { Cause } from '../../model/event.ts'
import type { Group } from '../../model/group.ts'
import type { JsonObject } from '../../model/json.ts'
import type { StagedRemoval, SyncCounts } from '../../model/sync-run.ts'
import type { User, UserContent } from '../../model/user.ts'
import { withoutTarget } from '../run/keep-what-would-go.ts'

/** One step that carries out removals: mostly one, and of attributes all that a user loses. */
export type RemovalStep = {
  readonly step: SequenceStep
  readonly removals: readonly StagedRemoval[]
  /** What it counts as. */
  readonly counted: keyof SyncCounts
  /** What becomes of the source's record of it. */
  readonly record: 'stays' | 'forgotten' | 'detached' | 'left'
  /** Who left the scope, as an event tells it; null for all others. Known once the step is planned. */
  readonly left: () => JsonObject | null
}

type With = { readonly cause: Cause; readonly onLeave: LeavingScope }

/** Makes the steps that carry out removals, in their order. */
export function toRemovalSteps(removals: readonly StagedRemoval[], given: With): RemovalStep[] {
  const keyOf = ({ kind, objectId, id }: StagedRemoval) => (kind === 'attribute' ? objectId : id)
  return [...Map.groupBy(removals, keyOf).values()].map((some) => toStep(some, given))
}

function toStep(removals: readonly StagedRemoval[], given: With): RemovalStep {
  const [first] = removals
  if (!first) throw new Error('There is nothing to remove')
  const base = { cause: given.cause, received: null } as const
  const common = { removals, left: () => null }
  const id = first.objectId
  switch (first.kind) {
    case 'user':
      return first.reason === 'left_scope' ? leaveScope(removals, id, given) : removeUser(first, removals, given)
    case 'group':
      return {
        ...common,
        step: { command: { ...base, type: 'delete_group', id } },
        counted: 'groupsRemoved',
        record: 'forgotten',
      }
    case 'membership': {
      const members = [{ op: 'remove', ids: [first.detail] }] as const
      const change = (stored: Group) => stored
      return {
        ...common,
        step: { command: { ...base, type: 'update_group', id, uniqueName: false, change, members } },
        counted: 'membershipsRemoved',
        record: 'stays',
      }
    }
    case 'attribute': {
      const targets = removals.map(({ detail }) => detail)
      const change = (stored: User) => ({
        ...contentOf(stored),
        attributes: targets.reduce(withoutTarget, stored.attributes),
      })
      return {
        ...common,
        step: { command: { ...base, type: 'update_user', id, change } },
        counted: 'usersUpdated',
        record: 'stays',
      }
    }
  }
}

function removeUser(
  { objectId: id, reason }: StagedRemoval,
  removals: readonly StagedRemoval[],
  given: With,
): RemovalStep {
  const base = { cause: given.cause, received: null, id } as const
  const isSuspended = reason === 'deactivated'
  return {
    step: {
      command: isSuspended ? { ...base, type: 'update_user', change: suspended } : { ...base, type: 'delete_user' },
    },
    removals,
    counted: 'usersRemoved',
    record: isSuspended ? 'stays' : 'forgotten',
    left: () => null,
  }
}

/** The directory's policy of leaving decides; the user is told as it was before. */
function leaveScope(removals: readonly StagedRemoval[], id: string, { cause, onLeave }: With): RemovalStep {
  const base = { cause, received: null, id } as const
  const seen: { user: User | null } = { user: null }
  const look = (user: User) => {
    seen.user = user
  }
  const change = (stored: User) => {
    look(stored)
    return onLeave === 'suspend' ? suspended(stored) : contentOf(stored)
  }
  return {
    step: {
      command:
        onLeave === 'delete' ? { ...base, type: 'delete_user', check: look } : { ...base, type: 'update_user', change },
    },
    removals,
    counted: 'usersRemoved',
    record: onLeave === 'delete' ? 'detached' : 'left',
    left: () => seen.user && { ...toDirectoryUserObject(seen.user), on_leave: onLeave },
  }
}

function suspended(stored: User): UserContent {
  return { ...contentOf(stored), active: false }
}

function contentOf({ userName, externalId, inactiveSince, attributes, document }: User): UserContent {
  // What the source says of them: with the policy to keep, consumers see more as active than it does.
  return { userName, externalId, active: inactiveSince === null, attributes, document }
}
