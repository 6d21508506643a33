import type { CommandResult, DirectoryRef, SequenceStep, SingleCommand, StepResult } from '../../directory/commands.ts'
import type { Cause } from '../../model/event.ts'
import { findKnownGroups, findKnownUsers, type KnownRecord } from '../../store/imported-records.ts'
import type { ApiContext } from '../api-context.ts'
import { ImportedGroup, ImportedUser } from './import-bodies.ts'
import { type ImportResult, imported, isTold, parseOne, refused } from './import-result.ts'
import { toImportedGroup, toImportedUser } from './imported-content.ts'

type Importing = { readonly context: ApiContext; readonly directory: DirectoryRef; readonly cause: Cause }

/** What is to be done with one thing: a command, or nothing, with the result that says why. */
type Plan = { readonly id: string; readonly command: SingleCommand } | { readonly result: ImportResult }

/**
 * Brings users into a directory with their ids, through the one write path, in one transaction. Who is here is brought up
 * to date, unless the identity provider has written that user here or deleted it here: that is newer.
 */
export async function importUsers(importing: Importing, users: readonly unknown[]): Promise<ImportResult[]> {
  const { context, directory, cause } = importing
  const known = await findKnownUsers(context.database, idsOf(users))
  const { user: resourceType } = await context.resourceTypes.of(directory.organizationId)
  const plans = users.map((given) =>
    planOne({ given, schema: ImportedUser, known, directory }, (user, stored) => {
      const content = toImportedUser(user, resourceType)
      const base = { id: user.id, cause, received: null }
      if (stored) return { ...base, type: 'update_user', ifVersion: stored.version, change: () => content }
      return { ...base, type: 'create_user', content, createdAt: user.created_at ?? undefined }
    }),
  )
  return carryOut(importing, plans)
}

/** Brings groups with their members into a directory, as `importUsers` does. Members who are not here yet are awaited. */
export async function importGroups(importing: Importing, groups: readonly unknown[]): Promise<ImportResult[]> {
  const { context, directory, cause } = importing
  const known = await findKnownGroups(context.database, idsOf(groups))
  const { group: resourceType } = await context.resourceTypes.of(directory.organizationId)
  const plans = groups.map((given) =>
    planOne({ given, schema: ImportedGroup, known, directory }, (group, stored) => {
      const content = toImportedGroup(group, resourceType)
      const base = { id: group.id, uniqueName: false, cause, received: null }
      const { member_ids: ids, members: op } = group
      if (!stored) {
        const createdAt = group.created_at ?? undefined
        return { ...base, type: 'create_group', content, memberIds: ids ?? [], createdAt }
      }
      const members = ids ? [{ op, ids }] : []
      return { ...base, type: 'update_group', ifVersion: stored.version, change: () => content, members }
    }),
  )
  return carryOut(importing, plans)
}

type Given<S> = {
  readonly given: unknown
  readonly schema: S
  readonly known: ReadonlyMap<string, KnownRecord>
  readonly directory: DirectoryRef
}

function planOne<S extends typeof ImportedUser | typeof ImportedGroup>(
  { given, schema, known, directory }: Given<S>,
  toCommand: (thing: ReturnType<S['parse']>, stored: KnownRecord | undefined) => SingleCommand,
): Plan {
  const parsed = parseOne(given, schema)
  if ('refused' in parsed) return { result: parsed.refused }
  const thing = parsed.thing as ReturnType<S['parse']>
  const { id } = thing
  const stored = known.get(id)
  if (stored && (stored.directoryId !== directory.directoryId || stored.organizationId !== directory.organizationId))
    return { result: refused(id, 'Another directory has something with this id.') }
  const newer = stored && whyNewer(stored)
  if (newer) return { result: { id, result: 'skipped', message: newer } }
  try {
    return { id, command: toCommand(thing, stored) }
  } catch (error) {
    return { result: refused(id, error) }
  }
}

function whyNewer({ isDeleted, isFromSource }: KnownRecord): string | null {
  if (isDeleted)
    return 'It was deleted here since. Restore it with POST /directory_users/{id}/restore if that was wrong.'
  return isFromSource ? 'Its identity provider has written it here since, so what is here is newer.' : null
}

async function carryOut({ context, directory, cause }: Importing, given: readonly Plan[]): Promise<ImportResult[]> {
  const plans = onceEach(given)
  const steps: SequenceStep[] = plans.flatMap((plan) => ('command' in plan ? [{ command: plan.command }] : []))
  const done = steps.length > 0 ? await runSteps({ context, directory, cause }, steps) : []
  const left = done.values()
  return plans.map((plan) => {
    if ('result' in plan) return plan.result
    const step = left.next().value
    if (step && 'error' in step && !isTold(step.error))
      context.platform.log.warn({ err: step.error, id: plan.id }, 'What was to be imported could not be written')
    return toResult(plan, step)
  })
}

/** Of two with the same id the first counts: nothing was there yet when the second was planned. */
function onceEach(plans: readonly Plan[]): readonly Plan[] {
  const seen = new Set<string>()
  return plans.map((plan) => {
    if ('result' in plan) return plan
    const { id } = plan
    if (seen.has(id)) return { result: { id, result: 'skipped', message: 'This call has another with the same id.' } }
    seen.add(id)
    return plan
  })
}

async function runSteps({ context, directory, cause }: Importing, steps: readonly SequenceStep[]) {
  const sequence = { type: 'sequence', steps, failOnErrors: null, cause, received: null } as const
  const { results } = await context.submit(directory, sequence)
  return results
}

function toResult(plan: Extract<Plan, { id: string }>, step: StepResult | undefined): ImportResult {
  if (!step?.ok) return refused(plan.id, step && 'error' in step ? step.error : null)
  const { changed }: CommandResult<SingleCommand> = step.result
  if (!changed) return imported(plan.id, 'unchanged')
  return imported(plan.id, plan.command.type.startsWith('create') ? 'created' : 'updated')
}

/** The ids as far as they can be read: what is wrong is found out later, one by one. */
function idsOf(things: readonly unknown[]): string[] {
  return things.flatMap((thing) => {
    const id = typeof thing === 'object' && thing !== null && 'id' in thing ? thing.id : null
    return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? [id] : []
  })
}
