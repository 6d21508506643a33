import type { JsonObject } from '../../model/json.ts'
import { askedWords } from '../../model/search-words.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import { findPeople, type KnownPerson } from '../../store/find-people.ts'
import { searchPeople } from '../../store/search-people.ts'
import type { ApiContext } from '../api-context.ts'
import { toExplanation } from './explanation-object.ts'
import type { Facts, NoticeFinding } from './facts.ts'
import { gatherFacts, readPulled } from './gather-facts.ts'
import { lookAtSource } from './look-at-source.ts'

const mostCandidates = 10

/** What somebody wants to know: of whom, and whether the source is to be asked now. */
export type Asked = { readonly text: string; readonly isFresh: boolean }

/** Explains whether a person is synced, by what is stored and, if it is wanted, by what the source says now. */
export async function explainPerson(
  context: ApiContext,
  directory: DirectoryWithTotals,
  { text, isFresh }: Asked,
): Promise<JsonObject> {
  const people = await findAll(context, directory, text)
  const asked = { text, at: context.platform.clock.now() }
  const pulled = await readPulled(context, directory)
  if (!pulled) await context.scimRequests.flush()
  const notices = noticesOf(directory, pulled)
  if (people.length > 1) return toExplanation({ asked, directory, facts: null, people, notices })
  const facts = await gatherFacts(context, { directory, pulled }, { person: people[0] ?? null, asked: text })
  if (!isFresh) return toExplanation({ asked, directory, facts, people, notices })
  if (!pulled) {
    const notAsked = notAskedBecause('Your identity provider pushes people by itself and cannot be asked')
    return toExplanation({ asked, directory, facts, people, notices: [...notices, notAsked] })
  }
  const look = await lookAtSource(context, facts, { pulled, asked: text })
  return typeof look === 'string'
    ? toExplanation({ asked, directory, facts, people, notices: [...notices, notAskedBecause(look)] })
    : toExplanation({ asked, directory, facts: { ...facts, fresh: look }, people, notices })
}

function notAskedBecause(reason: string): NoticeFinding {
  return { code: 'source_not_asked', facts: { reason } }
}

/** The people that a text may mean, each once: by id or address, or else by a part of the name. */
async function findAll({ database }: ApiContext, directory: DirectoryWithTotals, text: string): Promise<KnownPerson[]> {
  const scope = { organizationId: directory.organizationId, directoryId: directory.id }
  const exact = onePerPerson(await findPeople(database, scope, { text, limit: mostCandidates }))
  if (exact.length > 0 || askedWords(text).length === 0) return exact
  const filter = { ...scope, ...everybody, text }
  const page = { limit: mostCandidates, sort: 'name', order: 'asc', after: null, before: null } as const
  const { records } = await searchPeople(database, filter, page)
  return records.map(({ id, idpId, attributes, active }) => ({
    ...{ userId: id, deletedUserId: null, sourceId: idpId, isActive: active },
    ...{ name: attributes.name, email: attributes.email },
  }))
}

const everybody = {
  active: null,
  groupIds: null,
  department: null,
  jobTitle: null,
  managerNames: null,
  updatedSince: null,
} as const

function onePerPerson(found: readonly KnownPerson[]): KnownPerson[] {
  const people: KnownPerson[] = []
  for (const one of found) {
    const at = people.findIndex((known) => isSame(known, one))
    const known = people[at]
    if (known) people[at] = merged(known, one)
    else people.push(one)
  }
  return people
}

function isSame(one: KnownPerson, other: KnownPerson): boolean {
  if (one.userId !== null && one.userId === other.userId) return true
  return one.sourceId !== null && one.sourceId === other.sourceId
}

function merged(one: KnownPerson, other: KnownPerson): KnownPerson {
  return {
    userId: one.userId ?? other.userId,
    deletedUserId: one.deletedUserId ?? other.deletedUserId,
    sourceId: one.sourceId ?? other.sourceId,
    name: one.name ?? other.name,
    email: one.email ?? other.email,
    isActive: one.isActive ?? other.isActive,
  }
}

function noticesOf(directory: DirectoryWithTotals, pulled: Facts['pulled']): NoticeFinding[] {
  if (directory.state === 'inactive') return [{ code: 'directory_paused', facts: {} }]
  if (directory.state === 'quarantined') {
    const { quarantineCode = null, quarantineText = '' } = pulled?.connection ?? {}
    return [{ code: 'directory_quarantined', facts: { reason: quarantineText ?? '', error_code: quarantineCode } }]
  }
  if (pulled?.openRun) return [{ code: 'run_under_way', facts: { run_id: pulled.openRun.id } }]
  const last = pulled?.lastRun
  if (last?.state !== 'failed') return []
  return [{ code: 'run_failed', facts: { run_id: last.id, reason: last.errorText ?? '', error_code: last.errorCode } }]
}
