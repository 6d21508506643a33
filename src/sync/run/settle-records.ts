import type { StepResult } from '../../directory/commands.ts'
import { AppError } from '../../errors.ts'
import type { SyncCounts } from '../../model/sync-run.ts'
import type { NewProblem } from '../../store/sync-problems.ts'
import type { Loss } from './keep-what-would-go.ts'
import type { RecordsPart } from './page-parts.ts'
import { type Settled, sumCounts } from './page-work.ts'
import type { ChangedRecord, PlannedRecord, PlannedRecords } from './plan-records.ts'
import { refusalOf } from './refusals.ts'
import type { RunContext } from './run-context.ts'
import { writeSettledRecords } from './write-settled-records.ts'

/** What became of a record. */
export type SettledRecord = {
  readonly changed: ChangedRecord
  /** Its user or group from now on. */
  readonly objectId: string | null
  /** Whether it is here since now, and whether others were told an id of it that will not be. */
  readonly isArriving: boolean
  readonly isMissed: boolean
  readonly isEmailChanged: boolean
  readonly losses: readonly Loss[]
  readonly problems: readonly NewProblem[]
  readonly manager: PlannedRecord['manager']
  /** Whether what was known of the user's manager holds no more: another one is named, or none and the user had none. */
  readonly isManagerTold: boolean
  /** True when the next run has to look at it again, whatever it says. */
  readonly isOpen: boolean
  /** Whether the user has left the scope before, and is still out of it. */
  readonly hasLeft: boolean
}

type Fate =
  | { readonly is: 'settled'; readonly record: SettledRecord; readonly counted: Partial<SyncCounts> }
  | { readonly is: 'again'; readonly changed: ChangedRecord; readonly isGone: boolean }

/** Says what is to be written of records, and which are tried once more, now that it is known what became of their steps. */
export function settleRecords(context: RunContext, planned: PlannedRecords, results: readonly StepResult[]): Settled {
  const fates = planned.records.map((record) =>
    fateOf(context, record, {
      result: record.step === null ? undefined : results[record.step],
      isLastTry: planned.part.again !== undefined,
    }),
  )
  const records = fates.flatMap((fate) => (fate.is === 'settled' ? [fate.record] : []))
  return {
    counted: sumCounts(fates.flatMap((fate) => (fate.is === 'settled' ? [fate.counted] : []))),
    write: (on) => writeSettledRecords(context, on, records),
    again: partOf(planned.part, fates),
  }
}

function partOf(part: RecordsPart, fates: readonly Fate[]): RecordsPart | null {
  const left = fates.flatMap((fate) => (fate.is === 'again' ? [fate] : []))
  if (left.length === 0) return null
  return {
    ...part,
    users: left.flatMap(({ changed }) => (changed.kind === 'user' ? [changed.record] : [])),
    groups: left.flatMap(({ changed }) => (changed.kind === 'group' ? [changed.record] : [])),
    again: {
      gone: new Set(left.flatMap(({ changed, isGone }) => (isGone ? [`${changed.kind} ${changed.record.id}`] : []))),
    },
  }
}

type Ending = { readonly result: StepResult | undefined; readonly isLastTry: boolean }

function fateOf(context: RunContext, planned: PlannedRecord, { result, isLastTry }: Ending): Fate {
  if (result === undefined) return fateWithoutStep(context, planned)
  if (result.ok) return fateOfSuccess(context, planned, result)
  const error = 'error' in result ? result.error : null
  const code = error instanceof AppError ? error.code : ''
  if (code === 'user_not_found' || code === 'group_not_found') {
    // Who has left meanwhile, and by the source does not work any more, is not brought back to be deactivated.
    if (planned.judged?.is === 'in' && !planned.judged.content.active)
      return settledAs(planned, { objectId: planned.objectId }, {})
    if (!isLastTry) return { is: 'again', changed: planned.changed, isGone: true }
  }
  if (code === 'user_name_taken' && !isLastTry) return { is: 'again', changed: planned.changed, isGone: false }
  const problem = refusalOf(context, planned.changed, error)
  return settledAs(planned, { problems: [problem], isOpen: true, isMissed: true }, { refused: 1 })
}

function fateWithoutStep(context: RunContext, planned: PlannedRecord): Fate {
  const { changed, judged } = planned
  if (judged?.is === 'unusable') {
    const problems = mappingProblems(context, planned)
    return settledAs(planned, { problems, isOpen: true, hasLeft: changed.stored?.hasLeft ?? false }, { refused: 1 })
  }
  if (!changed.stored?.objectId) return settledAs(planned, {}, { outOfScope: 1 })
  if (changed.stored.hasLeft) return settledAs(planned, { hasLeft: true }, { outOfScope: 1 })
  return settledAs(
    planned,
    { losses: [{ kind: 'user', reason: 'left_scope', detail: '' }], isOpen: true },
    { outOfScope: 1 },
  )
}

function fateOfSuccess(
  context: RunContext,
  planned: PlannedRecord,
  { result }: Extract<StepResult, { ok: true }>,
): Fate {
  const { changed, manager, found } = planned
  const objectId = 'user' in result ? result.user.id : 'group' in result ? result.group.id : planned.objectId
  const isThere = planned.objectId !== null && (changed.stored?.objectId ?? null) === objectId
  const problems = mappingProblems(context, planned)
  const counted = countsOf(changed.kind, { isChanged: result.changed, isThere })
  const settled = {
    objectId,
    isArriving: !isThere,
    isEmailChanged: found.isEmailChanged,
    losses: found.losses,
    problems,
    manager,
    isManagerTold: isManagerTold(planned),
    isOpen: found.losses.length > 0,
  }
  return settledAs(planned, settled, { ...counted, ...(problems.length > 0 ? { refused: 1 } : {}) })
}

function isManagerTold({ judged, manager, found }: PlannedRecord): boolean {
  if (judged?.is !== 'in') return false
  return manager !== null || !(judged.unknown.has('manager') || found.losses.some(({ detail }) => detail === 'manager'))
}

function countsOf(
  kind: ChangedRecord['kind'],
  { isChanged, isThere }: { isChanged: boolean; isThere: boolean },
): Partial<SyncCounts> {
  if (!isChanged) return { unchanged: 1 }
  if (kind === 'user') return isThere ? { usersUpdated: 1 } : { usersCreated: 1 }
  return isThere ? { groupsUpdated: 1 } : { groupsCreated: 1 }
}

function mappingProblems({ platform }: RunContext, { changed, judged }: PlannedRecord): NewProblem[] {
  if (changed.kind !== 'user' || !judged || judged.is === 'out') return []
  const name = judged.is === 'in' ? judged.content.userName : (changed.record.alias ?? changed.record.id)
  return judged.problems.map(({ target, code, text }) => ({
    id: platform.newId('problem', platform.clock.now()),
    kind: 'user',
    sourceId: changed.record.id,
    code: `${code}:${target}`,
    text,
    name,
    // Only another record or another mapping helps, and both are looked at as soon as they are there.
    record: null,
    isRetried: false,
  }))
}

function settledAs(planned: PlannedRecord, given: Partial<SettledRecord>, counted: Partial<SyncCounts>): Fate {
  const { changed } = planned
  const nothing = {
    isArriving: false,
    isMissed: false,
    isEmailChanged: false,
    losses: [],
    problems: [],
    manager: null,
    isManagerTold: false,
    isOpen: false,
    hasLeft: false,
  }
  return {
    is: 'settled',
    record: { changed, objectId: changed.stored?.objectId ?? null, ...nothing, ...given },
    counted,
  }
}
