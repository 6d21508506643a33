import type { Cause } from '../model/event.ts'
import { advanceDraft } from './advance-draft.ts'
import type { Change } from './changes.ts'
import type { Command, CommandResult, SingleCommand } from './commands.ts'
import { planAppearing } from './plan-appearing.ts'
import type { PlanContext } from './plan-context.ts'
import { planCreateGroup, planDeleteGroup, planUpdateGroup } from './plan-groups.ts'
import { planRestoreUser } from './plan-restore.ts'
import { type Doomed, findDoomed, planSequence } from './plan-sequence.ts'
import { planCreateUser, planDeleteUser, planUpdateUser } from './plan-users.ts'
import { type DirectoryState, type Draft, draftGroup, draftUser, NamesNotLoaded, startDraft } from './state.ts'

/** A change with who caused it. */
export type CausedChange = { readonly change: Change; readonly cause: Cause }

/** What became of one command: the changes that it wants with its result, or the error that refuses it. */
export type Outcome =
  | { readonly ok: true; readonly changes: readonly CausedChange[]; readonly result: CommandResult<Command> }
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
  const doomed: Doomed = new Map()
  for (;;) {
    const planned = planOnce(loaded, commands, { context, doomed })
    const found = commands.flatMap((command, index) => [...doomedIn(command, planned.outcomes[index])])
    if (found.length === 0) return planned
    for (const [step, failed] of found) doomed.set(step, failed)
  }
}

function planOnce(
  loaded: DirectoryState,
  commands: readonly Command[],
  { context, doomed }: { context: PlanContext; doomed: Doomed },
): BatchPlan {
  const draft = startDraft(loaded)
  const missing: NamesNotLoaded[] = []
  const plan = (command: SingleCommand) => planOne(draft, command, { context, missing })
  const outcomes = commands.map((command) =>
    command.type === 'sequence' ? planSequence(command, { plan, doomed }) : plan(command),
  )
  if (missing.length > 0) throw NamesNotLoaded.all(missing)
  return { outcomes, draft }
}

function doomedIn(command: Command, outcome: Outcome | undefined): Doomed | [] {
  if (command.type !== 'sequence' || !outcome?.ok || !('results' in outcome.result)) return []
  return findDoomed(command, outcome.result.results)
}

function planOne(
  draft: Draft,
  command: SingleCommand,
  { context, missing }: { context: PlanContext; missing: NamesNotLoaded[] },
): Outcome {
  try {
    const planned = planCommand(draft, command, context)
    advanceDraft(draft, planned)
    const appearing = planAppearing(draft, planned, { givenId: command.id ?? null, context })
    advanceDraft(draft, appearing)
    const id = objectIdOf(command, planned)
    if (command.received) draft.received.set(id, command.received)
    const changes = [...planned, ...appearing].map((change) => ({ change, cause: command.cause }))
    return { ok: true, changes, result: resultOf(draft, id, changes.length > 0) }
  } catch (error) {
    if (error instanceof NamesNotLoaded) missing.push(error)
    return { ok: false, error }
  }
}

/** Says what one command changes; throws what refuses it. */
export function planCommand(draft: Draft, command: SingleCommand, context: PlanContext): Change[] {
  switch (command.type) {
    case 'create_user':
      return planCreateUser(draft, command, context)
    case 'update_user':
      return planUpdateUser(draft, command, context)
    case 'delete_user':
      return planDeleteUser(draft, command, context)
    case 'restore_user':
      return planRestoreUser(draft, command, context)
    case 'create_group':
      return planCreateGroup(draft, command, context)
    case 'update_group':
      return planUpdateGroup(draft, command, context)
    case 'delete_group':
      return planDeleteGroup(draft, command, context)
  }
}

/** The user or group that a command is about. */
function objectIdOf(command: SingleCommand, changes: readonly Change[]): string {
  const first = changes[0]
  if (first?.type === 'user_created' || first?.type === 'group_created') return first.after.id
  // A user of before whom a creation reactivates.
  if (command.type === 'create_user' && first?.type === 'user_updated') return first.after.id
  return command.id ?? ''
}

function resultOf(draft: Draft, id: string, changed: boolean): CommandResult<SingleCommand> {
  const user = draftUser(draft, id)
  if (user) return { user, changed }
  const group = draftGroup(draft, id)
  return group ? { group, changed } : { changed }
}
