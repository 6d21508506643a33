import type { SequenceStep, StepResult } from '../../directory/commands.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import type { User, UserContent } from '../../model/user.ts'
import { findObjectNames, type ObjectName } from '../../store/source-objects.ts'
import { type FoundRecord, findRecordsByName } from '../../store/source-records.ts'
import {
  deleteReferences,
  type SourceReference,
  settleReferences,
  takeResolvable,
} from '../../store/source-references.ts'
import { addMembers, type MembersToAdd } from './add-members.ts'
import { causeOf, commitWork, type PageWork, sumCounts } from './page-work.ts'
import type { RunContext } from './run-context.ts'

const atOnce = 500

/**
 * Carries out the references whose named record has come, or whose manager's address has changed: members are added to
 * their groups, users get their managers. In pieces of one transaction each; what was carried out is not taken again.
 */
export async function resolveReferences(context: RunContext, counts: SyncCounts): Promise<SyncCounts> {
  let done = counts
  for (;;) {
    context.signal.throwIfAborted()
    const references = await takeResolvable(context.database, context.run, context.giveWay.pieceOf(atOnce))
    if (references.length === 0) return done
    done = await context.giveWay.during(async () => {
      const work = await prepareReferences(context, references)
      return (await commitWork(context, work, { counts: done, end: null, seen: 0 })).counts
    })
  }
}

async function prepareReferences(context: RunContext, references: readonly SourceReference[]): Promise<PageWork> {
  const { database, run } = context
  const records = await findRecordsByName(database, run, [...new Set(references.map(({ name }) => name))])
  const objectIds = new Set([...records.values()].flatMap(({ objectId }) => objectId ?? []))
  const names = await findObjectNames(database, run, [...objectIds])
  const steps: SequenceStep[] = []
  const members = references.filter(({ kind }) => kind === 'member')
  const settleMembers = addMembers(context, membersToAdd(members, records), steps)
  const managers = references.filter(({ kind }) => kind === 'manager')
  const settleManagers = setManagers(context, managers, { records, names, steps })
  return {
    steps,
    settle(results) {
      const added = settleMembers(results)
      const set = settleManagers(results)
      return {
        counted: sumCounts([added.counted, set.counted]),
        async write(on) {
          await Promise.all([settleReferences(on, run, references), deleteReferences(on, run, set.obsolete)])
          await added.write(on)
          // What the group that referred does not want any more goes with it.
          const lost = members.filter(({ objectId }) => isRefused(results, steps, objectId))
          await deleteReferences(on, run, lost)
        },
        again: null,
      }
    },
  }
}

function isRefused(results: readonly StepResult[], steps: readonly SequenceStep[], objectId: string): boolean {
  return steps.some((step, index) => 'command' in step && step.command.id === objectId && results[index]?.ok === false)
}

function membersToAdd(
  references: readonly SourceReference[],
  records: ReadonlyMap<string, FoundRecord>,
): MembersToAdd[] {
  return [...Map.groupBy(references, ({ objectId }) => objectId)].map(([groupId, some]) => ({
    groupId,
    members: some.flatMap(({ name }) => {
      const id = records.get(name)?.objectId
      return id ? [{ name, id }] : []
    }),
  }))
}

type Managers = {
  readonly records: ReadonlyMap<string, FoundRecord>
  readonly names: ReadonlyMap<string, ObjectName>
  readonly steps: SequenceStep[]
}

function setManagers(context: RunContext, references: readonly SourceReference[], { records, names, steps }: Managers) {
  const base = { cause: causeOf(context), received: null, type: 'update_user' } as const
  const set = references.map((reference) => {
    const record = records.get(reference.name)
    const id = record?.kind === 'user' ? record.objectId : null
    const manager = id ? names.get(id) : undefined
    const change = (stored: User) => withManager(stored, id && manager ? { id, email: manager.email } : null)
    return { reference, step: steps.push({ command: { ...base, id: reference.objectId, change } }) - 1 }
  })
  return (results: readonly StepResult[]) => ({
    counted: { usersUpdated: set.filter(({ step }) => isChanged(results[step])).length },
    obsolete: set.flatMap(({ reference, step }) => (results[step]?.ok === false ? [reference] : [])),
  })
}

function isChanged(result: StepResult | undefined): boolean {
  return result?.ok === true && 'changed' in result.result && result.result.changed
}

/** A user with the manager that it has now; what the source says of its activity stays. */
function withManager(
  stored: User,
  manager: { readonly id: string; readonly email: string | null } | null,
): UserContent {
  const { manager_id: _, manager_email: __, ...others } = stored.attributes.custom_attributes
  const custom = manager
    ? { ...others, manager_id: manager.id, ...(manager.email === null ? {} : { manager_email: manager.email }) }
    : others
  const { userName, externalId, document, inactiveSince } = stored
  const attributes = { ...stored.attributes, custom_attributes: custom }
  return { userName, externalId, document, attributes, active: inactiveSince === null }
}
