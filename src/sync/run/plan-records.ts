import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SequenceStep } from '../../directory/commands.ts'
import type { GroupContent } from '../../model/group.ts'
import type { SourceGroup } from '../../model/source-record.ts'
import type { UserContent } from '../../model/user.ts'
import { findObjectNames, findSourceObjects, type ObjectName, type SourceObject } from '../../store/source-objects.ts'
import { type FoundRecord, findRecordsByName } from '../../store/source-records.ts'
import type { NewOrChanged } from './compare-records-part.ts'
import { type JudgedUser, judgeUser } from './judge-user.ts'
import { keepWhatWouldGo, type Loss } from './keep-what-would-go.ts'
import type { RecordsPart } from './page-parts.ts'
import { causeOf } from './page-work.ts'
import type { RunContext } from './run-context.ts'

const judgedAtOnce = 100

/** A record that is new or has changed, with its number and what is known of it. */
export type ChangedRecord = NewOrChanged & { readonly number: number }

/** What is to be done with a record. `step`: its place among the steps; null where it has none. */
export type PlannedRecord = {
  readonly changed: ChangedRecord
  readonly judged: JudgedUser | null
  readonly step: number | null
  /** Its user or group, as far as it is known before the step is run. */
  readonly objectId: string | null
  /** The name by which the user's manager is known, and whom that is; null for none. */
  readonly manager: { readonly name: string; readonly isResolved: boolean } | null
  /** Filled while the step is planned, under the directory's lock. */
  readonly found: { losses: readonly Loss[]; isEmailChanged: boolean }
}

export type PlannedRecords = {
  readonly steps: readonly SequenceStep[]
  readonly records: readonly PlannedRecord[]
  readonly part: RecordsPart
}

type Lookups = {
  readonly objects: ReadonlyMap<string, SourceObject>
  readonly managers: ReadonlyMap<string, Manager>
}
type Manager = { readonly id: string; readonly email: string | null }

type Target = { readonly changed: ChangedRecord; readonly judged: JudgedUser | null; readonly at: ObjectPlace }

/** Where a record's object is: it is there, it is to be made under an id that is known or not, or there is none. */
type ObjectPlace =
  | { readonly is: 'there' | 'new'; readonly id: string }
  | { readonly is: 'returning' | 'none'; readonly id: null }

/** Plans what becomes of records: who is looked up, and the commands. */
export async function planRecords(
  context: RunContext,
  changed: readonly ChangedRecord[],
  part: RecordsPart,
): Promise<PlannedRecords> {
  const judged = await judgeAll(context, changed)
  const objects = await findObjects(context, judged, part)
  const targets = judged.map((one) => ({ ...one, at: placeOf(context, one, { objects, part }) }))
  const managers = await findManagers(context, targets)
  const steps: SequenceStep[] = []
  const records = targets.map((target) => planRecord(context, target, { steps, lookups: { objects, managers } }))
  return { steps, records, part }
}

/** Judges some, then lets requests have their turn. */
async function judgeAll(context: RunContext, changed: readonly ChangedRecord[]): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const one of changed) {
    if (judged.length % judgedAtOnce === judgedAtOnce - 1) await nextTurn()
    judged.push({ changed: one, judged: one.kind === 'user' ? judgeUser(context, one.record) : null })
  }
  return judged
}

type Judged = Pick<Target, 'changed' | 'judged'>

/** Users and groups that have the source ids of records that are not known to have one. */
async function findObjects(
  { database, run }: RunContext,
  judged: readonly Judged[],
  part: RecordsPart,
): Promise<ReadonlyMap<string, SourceObject>> {
  const idsOf = (kind: 'user' | 'group') =>
    judged.flatMap(({ changed, judged: of }) => {
      const isWanted = changed.kind === kind && (of === null || of.is === 'in')
      return isWanted && (!changed.stored?.objectId || isGone(part, changed)) ? changed.record.id : []
    })
  const [users, groups] = await Promise.all([
    findSourceObjects(database, run, { kind: 'user', ids: idsOf('user') }),
    findSourceObjects(database, run, { kind: 'group', ids: idsOf('group') }),
  ])
  return new Map([
    ...[...users].map(([id, object]) => [`user ${id}`, object] as const),
    ...[...groups].map(([id, object]) => [`group ${id}`, object] as const),
  ])
}

function isGone(part: RecordsPart, { kind, record }: ChangedRecord): boolean {
  return part.again?.gone.has(`${kind} ${record.id}`) === true
}

function placeOf(
  { platform }: RunContext,
  { changed, judged }: Judged,
  { objects, part }: { objects: Lookups['objects']; part: RecordsPart },
): ObjectPlace {
  const { kind, record, stored } = changed
  if (stored?.objectId && !isGone(part, changed)) return { is: 'there', id: stored.objectId }
  if (judged !== null && judged.is !== 'in') return { is: 'none', id: null }
  const object = objects.get(`${kind} ${record.id}`)
  // A user of before gets that one's id: the directory knows whether it is not too late.
  if (object?.isDeleted) return { is: 'returning', id: null }
  if (object) return { is: 'there', id: object.id }
  return { is: 'new', id: platform.newId(kind === 'user' ? 'directory_user' : 'directory_group', platform.clock.now()) }
}

/** Whom records name as managers, by name: those of the page that are made with it, and those that are there. */
async function findManagers(
  { database, run }: RunContext,
  targets: readonly Target[],
): Promise<ReadonlyMap<string, Manager>> {
  const names = new Set(targets.flatMap(({ judged }) => (judged?.is === 'in' && judged.manager) || []))
  if (names.size === 0) return new Map()
  const onPage = new Map<string, Target>()
  for (const target of targets) {
    if (target.changed.kind !== 'user' || target.judged?.is !== 'in') continue
    const { id, alias } = target.changed.record
    for (const name of [alias, id]) if (name !== undefined && names.has(name)) onPage.set(name, target)
  }
  const elsewhere = [...names].filter((name) => onPage.get(name)?.at.is !== 'new')
  const records = await findRecordsByName(database, run, elsewhere)
  const objectIds = new Set([...records.values()].flatMap(({ objectId }) => objectId ?? []))
  for (const { at } of onPage.values()) if (at.is === 'there') objectIds.add(at.id)
  const stored = await findObjectNames(database, run, [...objectIds])
  const managers = [...names].flatMap((name) => {
    const manager = managerOf({ target: onPage.get(name), record: records.get(name), stored })
    return manager ? [[name, manager] as const] : []
  })
  return new Map(managers)
}

function managerOf({
  target,
  record,
  stored,
}: {
  target: Target | undefined
  record: FoundRecord | undefined
  stored: ReadonlyMap<string, ObjectName>
}): Manager | null {
  const email = target?.judged?.is === 'in' ? target.judged.content.attributes.email : null
  if (target?.at.is === 'new') return { id: target.at.id, email }
  const id = target ? target.at.id : record?.kind === 'user' ? record.objectId : null
  const known = id ? stored.get(id) : undefined
  return id && known ? { id, email: email ?? known.email } : null
}

function planRecord(
  context: RunContext,
  { changed, judged, at }: Target,
  { steps, lookups }: { steps: SequenceStep[]; lookups: Lookups },
): PlannedRecord {
  const found: PlannedRecord['found'] = { losses: [], isEmailChanged: false }
  const planned = { changed, judged, objectId: at.id, manager: null, found }
  if (at.is === 'none' || (judged !== null && judged.is !== 'in')) return { ...planned, step: null }
  const step = steps.length
  if (changed.kind === 'group') {
    steps.push(groupStep(context, changed.record, at))
    return { ...planned, step }
  }
  if (judged === null) return { ...planned, step: null }
  const manager = judged.manager === null ? null : (lookups.managers.get(judged.manager) ?? null)
  const content = withManager(judged.content, manager)
  const hasManager = judged.manager !== null
  steps.push(userStep(context, { content, unknown: judged.unknown, hasManager }, { at, found }))
  return {
    ...planned,
    step,
    manager: judged.manager === null ? null : { name: judged.manager, isResolved: manager !== null },
  }
}

function withManager(content: UserContent, manager: Manager | null): UserContent {
  if (!manager) return content
  const { attributes } = content
  const of = { manager_id: manager.id, ...(manager.email === null ? {} : { manager_email: manager.email }) }
  return { ...content, attributes: { ...attributes, custom_attributes: { ...attributes.custom_attributes, ...of } } }
}

function userStep(
  context: RunContext,
  wanted: Parameters<typeof keepWhatWouldGo>[1],
  { at, found }: { at: ObjectPlace; found: PlannedRecord['found'] },
): SequenceStep {
  const base = { cause: causeOf(context), received: null } as const
  const { content } = wanted
  if (at.is === 'new') return { command: { ...base, type: 'create_user', id: at.id, content } }
  if (at.is !== 'there') return { command: { ...base, type: 'create_user', rehire: true, content } }
  return {
    command: {
      ...base,
      type: 'update_user',
      id: at.id,
      change(stored) {
        const kept = keepWhatWouldGo(stored, wanted)
        found.losses = kept.losses
        found.isEmailChanged = stored.attributes.email !== kept.content.attributes.email
        return kept.content
      },
    },
  }
}

function groupStep(context: RunContext, group: SourceGroup, at: ObjectPlace): SequenceStep {
  const base = { cause: causeOf(context), received: null, uniqueName: false } as const
  const content: GroupContent = { displayName: group.name, externalId: group.id, document: group.attributes }
  if (at.is === 'there') {
    return { command: { ...base, type: 'update_group', id: at.id, change: () => content, members: [] } }
  }
  return { command: { ...base, type: 'create_group', id: at.id ?? undefined, content, memberIds: [] } }
}
