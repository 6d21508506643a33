import { advanceDraft } from './advance-draft.ts'
import type { Change } from './changes.ts'
import type { Command, CommandResult } from './commands.ts'
import type { PlanContext } from './plan-context.ts'
import { planCreateGroup, planDeleteGroup, planUpdateGroup } from './plan-groups.ts'
import { planCreateUser, planDeleteUser, planUpdateUser } from './plan-users.ts'
import { type DirectoryState, type Draft, draftGroup, draftUser, NamesNotLoaded, startDraft } from './state.ts'

/** What became of one command: the changes that it wants with its result, or the error that refuses it. */
export type Outcome =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly result: CommandResult<Command> }
  | { readonly ok: false; readonly error: unknown }

/** A batch as planned: one outcome per command, in their order, and the directory as it will be. */
export type BatchPlan = { readonly outcomes: readonly Outcome[]; readonly draft: Draft }

/**
 * Plans commands one after the other against what was loaded, each seeing the changes of those before it. A command that
 * is refused changes nothing and does not disturb the others. Nothing is written here.
 *
 * @throws NamesNotLoaded with all names that must be looked up before the batch can be planned.
 */
export function planBatch(loaded: DirectoryState, commands: readonly Command[], context: PlanContext): BatchPlan {
  const draft = startDraft(loaded)
  const missing: NamesNotLoaded[] = []
  const outcomes = commands.map((command) => planOne(draft, command, { context, missing }))
  if (missing.length > 0) {
    throw new NamesNotLoaded({
      userNames: missing.flatMap(({ userNames }) => userNames),
      groupNames: missing.flatMap(({ groupNames }) => groupNames),
    })
  }
  return { outcomes, draft }
}

function planOne(
  draft: Draft,
  command: Command,
  { context, missing }: { context: PlanContext; missing: NamesNotLoaded[] },
): Outcome {
  try {
    const changes = planCommand(draft, command, context)
    advanceDraft(draft, changes)
    const id = objectIdOf(command, changes)
    if (command.received) draft.received.set(id, command.received)
    return { ok: true, changes, result: resultOf(draft, id, changes.length > 0) }
  } catch (error) {
    if (error instanceof NamesNotLoaded) missing.push(error)
    return { ok: false, error }
  }
}

/** Says what one command changes; throws what refuses it. */
export function planCommand(draft: Draft, command: Command, context: PlanContext): Change[] {
  switch (command.type) {
    case 'create_user':
      return planCreateUser(draft, command, context)
    case 'update_user':
      return planUpdateUser(draft, command, context)
    case 'delete_user':
      return planDeleteUser(draft, command, context)
    case 'create_group':
      return planCreateGroup(draft, command, context)
    case 'update_group':
      return planUpdateGroup(draft, command, context)
    case 'delete_group':
      return planDeleteGroup(draft, command, context)
  }
}

/** The user or group that a command is about. */
function objectIdOf(command: Command, changes: readonly Change[]): string {
  const created = changes[0]
  if (created?.type === 'user_created' || created?.type === 'group_created') return created.after.id
  return 'id' in command ? command.id : ''
}

function resultOf(draft: Draft, id: string, changed: boolean): CommandResult<Command> {
  const user = draftUser(draft, id)
  if (user) return { user, changed }
  const group = draftGroup(draft, id)
  return group ? { group, changed } : { changed }
}
