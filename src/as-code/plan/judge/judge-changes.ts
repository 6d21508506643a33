import type { DirectoryDocument } from '../../../model/overlay/directory-document.ts'
import { addressOf } from '../../../model/overlay/document.ts'
import type { OverlayObject } from '../../../model/overlay/object.ts'
import type { PlanBlock, PlanGuard, PlanPeople } from '../../../model/overlay/plan.ts'
import type { ConnectionSettingsRow } from '../../../store/overlay/connection-settings.ts'
import { connectionAsItIs, connectionOf } from '../../objects/connection-as-it-is.ts'
import type { DeclaredConnection } from '../../objects/connection-settings.ts'
import { isDeletion, type ObjectChange } from '../object-change.ts'
import { referencesOf } from '../references-of.ts'
import { isSameJson } from '../same-json.ts'
import { type GuardInput, guardBlock, guardsOfChange, guardsOfKinds } from './judge-guards.ts'
import type { JudgedChange } from './judged-change.ts'

/** What changes are judged by. */
export type JudgeInput = GuardInput & {
  readonly changes: readonly ObjectChange[]
  /** What each change does to people, by the address of the object. */
  readonly people: ReadonlyMap<string, PlanPeople>
  /** The connections of directories that were read already: of those somebody can be removed. */
  readonly connections: readonly ConnectionSettingsRow[]
}

/** Changes with what stands in their way, and the guards that they were held against. */
export type Judged = { readonly changes: readonly JudgedChange[]; readonly guards: readonly PlanGuard[] }

/** Holds changes against protection, references, guards and the wish that nothing be removed. One that is blocked blocks no other. */
export function judgeChanges(input: JudgeInput): Judged {
  const ofKinds = guardsOfKinds(input.changes, input)
  const stopped = new Map(ofKinds.filter(isStopped).map((guard) => [guard.address, guard]))
  const guards = [...ofKinds]
  const judged = input.changes.map((change): JudgedChange => {
    const people = input.people.get(addressOf(change.after)) ?? null
    const own = guardsOfChange({ change, people }, input)
    guards.push(...own)
    const stop = own.find(isStopped) ?? (isDeletion(change) ? stopped.get(change.kind) : undefined)
    const blocked = ownBlock({ change, people }, input) ?? (stop ? guardBlock(stop) : null)
    return { change, people, blocked }
  })
  return { changes: blockReferenced(judged, input.objects), guards }
}

function isStopped({ ok, allowed }: PlanGuard): boolean {
  return !ok && !allowed
}

type WithPeople = { readonly change: ObjectChange; readonly people: PlanPeople | null }

function ownBlock({ change, people }: WithPeople, { settings, allowed, connections }: JudgeInput): PlanBlock | null {
  const { kind, id, before } = change
  if (isDeletion(change) && before?.isProtected) {
    const text = `${kind} "${id}" is protected, also without its file. Put the file back with "protect: false", apply that, then delete it.`
    return { code: 'protected', text }
  }
  const loosened = guardsLoosened(change, connections)
  if (loosened && !allowed.has(addressOf(change.after))) return loosened
  const removes = isDeletion(change) || (people?.leave ?? 0) > 0
  if (!removes || !settings.keeps(kind)) return null
  const what = isDeletion(change) ? 'It would be deleted' : `${people?.leave} people would leave it`
  return {
    code: 'no_removals',
    text: `${what}, and nothing is removed here (noRemovals). Plan without it when they are to go.`,
  }
}

/** A directory is not read otherwise and guarded otherwise at once: the run that follows would be held against the new guards. */
function guardsLoosened({ before, after }: ObjectChange, connections: JudgeInput['connections']): PlanBlock | null {
  const is = after.document
  if (is.kind !== 'Directory') return null
  const was = before ? (before.document as DirectoryDocument) : asConnected(is, connections)
  const others = (['scope', 'mapping'] as const).filter((key) => was && !isSameJson(was[key], is[key]))
  if (others.length === 0 || isSameJson(was?.guards, is.guards)) return null
  const address = addressOf(after)
  const text = `It changes guards of the directory together with ${others.join(' and ')}, which they guard. Apply one after the other, or plan again with --allow ${address}.`
  return { code: 'guard', text }
}

/** What holds of a directory that no document was about. */
function asConnected(document: DirectoryDocument, connections: JudgeInput['connections']): DeclaredConnection | null {
  const connection = connectionOf(document, connections)
  return connection ? connectionAsItIs(document, connection) : null
}

/** Keeps what something that stays refers to: a parent is not deleted before its children are. */
function blockReferenced(judged: readonly JudgedChange[], objects: readonly OverlayObject[]): JudgedChange[] {
  let result = [...judged]
  for (;;) {
    const held = heldBy(result, objects)
    const next = result.map((one) => {
      const holder = !one.blocked && isDeletion(one.change) ? held.get(addressOf(one.change.after)) : undefined
      if (!holder) return one
      const text = `${holder} refers to it. Change or delete that first, by the API or a screen where no file declares it.`
      return { ...one, blocked: { code: 'still_referenced', text } as const }
    })
    if (next.every((one, index) => one === result[index])) return next
    result = next
  }
}

/** By the address of what is referred to, somebody in effect afterwards who does. */
function heldBy(judged: readonly JudgedChange[], objects: readonly OverlayObject[]): Map<string, string> {
  const after = new Map(objects.map((object) => [addressOf(object), object]))
  for (const { change, blocked } of judged) {
    if (blocked) continue
    if (change.before) after.delete(addressOf(change.before))
    if (!isDeletion(change)) after.set(addressOf(change.after), change.after)
  }
  const held = new Map<string, string>()
  for (const [address, { document }] of after) for (const ref of referencesOf(document)) held.set(ref, address)
  return held
}
