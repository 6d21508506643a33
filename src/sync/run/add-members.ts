import type { SequenceStep, StepResult } from '../../directory/commands.ts'
import type { Group } from '../../model/group.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import type { Queryable } from '../../store/database.ts'
import { reopenRecords } from '../../store/source-records.ts'
import { addReferences, deleteReferences, type SourceReference } from '../../store/source-references.ts'
import { causeOf } from './page-work.ts'
import type { RunContext } from './run-context.ts'

/** Members that are to be added to a group: by the name that the source has for them, and the user or group that it is. */
export type MembersToAdd = {
  readonly groupId: string
  readonly members: readonly { readonly name: string; readonly id: string }[]
}

export type AddedMembers = {
  readonly counted: Partial<SyncCounts>
  /** Deletes the references that are carried out, and keeps those that could not be. */
  write(on: Queryable): Promise<unknown>
}

type AddingStep = { readonly adding: MembersToAdd; readonly step: number; readonly unknown: Set<string> }

/** Puts the commands that add members to `steps`, and gives what is to be asked when it is known what became of them. */
export function addMembers(
  context: RunContext,
  groups: readonly MembersToAdd[],
  steps: SequenceStep[],
): (results: readonly StepResult[]) => AddedMembers {
  const base = { cause: causeOf(context), received: null, uniqueName: false, type: 'update_group' } as const
  const added = groups.flatMap((adding): AddingStep[] => {
    if (adding.members.length === 0) return []
    const unknown = new Set<string>()
    const ids = adding.members.map(({ id }) => id)
    const step = steps.push({
      command: {
        ...base,
        id: adding.groupId,
        change: (stored: Group) => stored,
        members: [{ op: 'add', ids }],
        onUnknownMember: (id) => unknown.add(id),
      },
    })
    return [{ adding, step: step - 1, unknown }]
  })
  return (results) => settle(context, added, results)
}

function settle(context: RunContext, added: readonly AddingStep[], results: readonly StepResult[]): AddedMembers {
  const { run } = context
  const isDone = ({ step }: AddingStep) => results[step]?.ok === true
  const references = (keep: (id: string, one: AddingStep) => boolean): SourceReference[] =>
    added.flatMap((one) =>
      one.adding.members.flatMap(({ name, id }) =>
        keep(id, one) ? [{ kind: 'member', objectId: one.adding.groupId, name } as const] : [],
      ),
    )
  const done = references((id, one) => isDone(one) && !one.unknown.has(id))
  // A user who was deleted here is no member. Should the source still have it, it comes back when its record does.
  const missed = references((id, one) => isDone(one) && one.unknown.has(id))
  const unknownIds = [...new Set(added.flatMap(({ unknown }) => [...unknown]))]
  const lost = added.filter((one) => !isDone(one)).map(({ adding }) => adding.groupId)
  return {
    counted: { membershipsAdded: done.length },
    write: (on) =>
      Promise.all([
        deleteReferences(on, run, done),
        addReferences(
          on,
          { ...run, runId: run.id },
          missed.map((one) => ({ ...one, isResolvable: false })),
        ),
        reopenRecords(on, run, [...unknownIds, ...lost]),
      ]),
  }
}
