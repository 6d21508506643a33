import type { Entry } from 'ldapts'
import type { SourceMemberChanges } from '../../model/source-record.ts'
import type { SourcePage } from '../connector.ts'
import { textOf, textsOf } from '../ldap-protocol/entry-values.ts'
import { allOf, equals, parseFilter } from '../ldap-protocol/filters.ts'
import { SourceError } from '../source-error.ts'
import type { Controller } from './controller.ts'
import { askDirSync } from './dir-sync.ts'
import { parseExtendedName } from './extended-name.ts'
import { memberId } from './members.ts'
import type { Cursor } from './place.ts'
import { entryId } from './read-group.ts'
import { groupNumber, readByIds } from './reading.ts'
import { type Changes, removalsOf, tellChanged } from './tell-changed.ts'
import { type Told, withResume } from './told.ts'

/** By class, which deleted objects keep: they lose their `objectCategory`. */
const wanted = parseFilter(
  '(|(&(objectClass=user)(!(objectClass=computer)))(objectClass=group)(objectClass=organizationalUnit))',
)
/** What comes with every object, changed or not. */
const always: ReadonlySet<string> = new Set(['dn', 'objectGUID', 'instanceType'])
const membersAtOnce = 2000

/**
 * Lists what changed by DirSync. It tells only the attributes that changed, so that objects are read whole by their ids; of a
 * group of which only members changed, those who came and went are told. Each answer's cookie is a place to go on from.
 */
export async function* listByDirSync(
  changes: Changes,
  cookie: Buffer,
): AsyncGenerator<SourcePage, { readonly cursor: string }, void> {
  for (let place = cookie; ; ) {
    const { entries, cookie: next, hasMore } = await askDirSync(changes.controller, place, wanted)
    yield* withResume(tellAnswer(changes, entries), cursorText(place), cursorText(next))
    if (!hasMore) return { cursor: cursorText(next) }
    if (next.equals(place)) throw new SourceError('unreadable', 'DirSync answered with a cookie that does not go on.')
    place = next
  }
}

function cursorText(cookie: Buffer): string {
  return JSON.stringify({ mode: 'dirsync', cookie: cookie.toString('base64') } satisfies Cursor)
}

async function* tellAnswer(changes: Changes, entries: readonly Entry[]): AsyncGenerator<Told> {
  const renamed = entries.find(isRenamedUnit)
  if (renamed) throw namesChanged(parseExtendedName(renamed.dn).name)
  const deleted = entries.filter(isDeleted)
  const living = entries.filter((entry) => !isDeleted(entry))
  if (deleted.length > 0) yield { removed: removalsOf(deleted.map(entryId)) }
  const changed = living.filter((entry) => !isUnit(entry) && hasOtherThanMembers(entry))
  yield* tellChanged(changes, changed.map(entryId))
  yield* tellMembers(changes.controller, living.filter((entry) => !hasOtherThanMembers(entry)).map(memberChanges))
}

/** Whoever is below an organizational unit has another name and another path with it, which DirSync does not tell. */
export function namesChanged(unit: string): SourceError {
  const text = `The organizational unit ${unit} was moved or renamed, and all below it with it. Everything is read anew.`
  return new SourceError('cursor_expired', text)
}

const isDeleted = (entry: Entry): boolean => textOf(entry, 'isDeleted')?.toUpperCase() === 'TRUE'

const isUnit = (entry: Entry): boolean => /^ou=/i.test(parseExtendedName(entry.dn).name)

/** The class never changes: an object that comes with it is new. */
function isRenamedUnit(entry: Entry): boolean {
  return isUnit(entry) && !isDeleted(entry) && textOf(entry, 'name') !== null && textOf(entry, 'objectClass') === null
}

function hasOtherThanMembers(entry: Entry): boolean {
  return Object.keys(entry).some((name) => !always.has(name) && !/^member(?:;|$)/i.test(name))
}

/** With the flag for incremental values `member;range=1-1` has who came, and `member;range=0-0` who went (MS-ADTS 3.1.1.3.4.1.3). */
function memberChanges(entry: Entry): SourceMemberChanges {
  return {
    groupId: entryId(entry),
    added: textsOf(entry, 'member;range=1-1').map(memberId),
    removed: textsOf(entry, 'member;range=0-0').map(memberId),
  }
}

async function* tellMembers(controller: Controller, groups: readonly SourceMemberChanges[]): AsyncGenerator<Told> {
  const ids = groups.map(({ groupId }) => groupId)
  const known = await readByIds(controller, controller.groups, { ids, attributes: ['objectGUID', 'objectSid'] })
  const numbers = new Map(known.map((group) => [entryId(group), groupNumber(group)]))
  for (const group of groups.filter(({ groupId }) => numbers.has(groupId))) {
    const removed = await withoutPrimary(controller, group.removed, numbers.get(group.groupId) ?? null)
    for (const part of inParts({ ...group, removed })) yield { memberChanges: [part] }
  }
}

/** When a group becomes a user's primary group, its list of members loses the user, who is a member as before. */
async function withoutPrimary(
  controller: Controller,
  ids: readonly string[],
  number: number | null,
): Promise<readonly string[]> {
  if (number === null || ids.length === 0) return ids
  const { bases, filter } = controller.users
  const primary = { bases, filter: allOf(filter, equals('primaryGroupID', String(number))) }
  const stay = new Set((await readByIds(controller, primary, { ids, attributes: ['objectGUID'] })).map(entryId))
  return ids.filter((id) => !stay.has(id))
}

function inParts({ groupId, added, removed }: SourceMemberChanges): SourceMemberChanges[] {
  const parts: SourceMemberChanges[] = []
  for (let at = 0; at < Math.max(added.length, removed.length); at += membersAtOnce) {
    const end = at + membersAtOnce
    parts.push({ groupId, added: added.slice(at, end), removed: removed.slice(at, end) })
  }
  return parts
}
