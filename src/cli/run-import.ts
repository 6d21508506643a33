import { z } from 'zod'
import { AppError } from '../errors.ts'
import { ScimDirectoryType } from '../model/directory.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { ImportSource, SourceDirectory, SourceGroup } from './import-source.ts'
import { countResults, type ImportSummary, type Kind, remark, startSummary } from './import-summary.ts'
import { inCalls, sendImport } from './import-target.ts'
import type { Wait } from './with-patience.ts'

/** What an import is run with. */
export type ImportRun = {
  readonly source: ImportSource
  readonly api: ApiClient
  readonly isDryRun: boolean
  /** Told of each directory that is done. */
  tell(text: string): void
  readonly wait?: Wait
}

type Running = ImportRun & { readonly summary: ImportSummary; readonly organizationIds: Map<string, string> }

// A larger group is sent in pieces.
const membersAtOnce = 10_000

const Counted = z.object({
  metadata: z.object({ users: z.object({ active: z.number(), inactive: z.number() }), groups: z.number() }),
})

/**
 * Brings everything of a source: organizations, directories, then each directory's users and groups. It can be run again at
 * any time, also after it was cut off: what is here already stays or is brought up to date.
 */
export async function runImport(run: ImportRun): Promise<ImportSummary> {
  const running: Running = { ...run, summary: startSummary(run.isDryRun), organizationIds: new Map() }
  await bringOrganizations(running)
  for await (const directory of run.source.directories()) await bringDirectory(running, directory)
  return running.summary
}

async function bringOrganizations({ source, api, isDryRun, summary, organizationIds, wait }: Running): Promise<void> {
  const keys: string[] = []
  async function* bodies() {
    for await (const { key, body } of source.organizations()) {
      keys.push(key)
      yield body
    }
  }
  for await (const things of inCalls(bodies())) {
    const own = keys.splice(0, things.length)
    summary.tallies.organizations.found += things.length
    if (isDryRun) continue
    const results = await sendImport(api, { path: '/imports/organizations', name: 'organizations', things }, wait)
    countResults(summary, 'organizations', results)
    for (const [index, key] of own.entries()) {
      const result = results[index]
      if (result && result.result !== 'refused' && result.id !== null) organizationIds.set(key, result.id)
    }
  }
}

async function bringDirectory(running: Running, directory: SourceDirectory): Promise<void> {
  const { summary, tell } = running
  summary.tallies.directories.found += 1
  if (!ScimDirectoryType.safeParse(directory.type).success) {
    summary.tallies.directories.skipped += 1
    remark(
      summary,
      `directories ${directory.id} skipped: "${directory.type}" does not push SCIM, which is what is offered.`,
    )
    return
  }
  if (!(await isOpened(running, directory))) return
  try {
    const users = await bringAll(running, { directory, kind: 'users', things: directory.users() })
    const groups = await bringGroups(running, directory)
    tell(`${directory.name} (${directory.id}): ${users} users, ${groups} groups`)
    if (!running.isDryRun) await finish(running, directory, { users, groups })
  } catch (error) {
    // One directory that takes nothing, because it was paused here for one, does not keep the others from coming.
    if (!(error instanceof AppError && error.code === 'api_call_refused')) throw error
    remark(summary, `directories ${directory.id} left: ${error.message}`)
  }
}

async function isOpened(running: Running, directory: SourceDirectory): Promise<boolean> {
  const { api, isDryRun, summary, organizationIds, wait } = running
  if (isDryRun) return true
  const organizationId = organizationIds.get(directory.organizationKey)
  const things = [{ ...directory.body, organization_id: organizationId ?? directory.organizationKey }]
  const results = await sendImport(api, { path: '/imports/directories', name: 'directories', things }, wait)
  countResults(summary, 'directories', results)
  return results[0]?.result !== 'refused'
}

type Things = { readonly directory: SourceDirectory; readonly kind: Kind; readonly things: AsyncIterable<ApiObject> }

/** Sends things and says how many there were. */
async function bringAll(
  { api, isDryRun, summary, wait }: Running,
  { directory, kind, things }: Things,
): Promise<number> {
  let found = 0
  for await (const call of inCalls(things)) {
    found += call.length
    summary.tallies[kind].found += call.length
    if (isDryRun) continue
    const path = `/imports/directories/${encodeURIComponent(directory.id)}/${kind}`
    countResults(summary, kind, await sendImport(api, { path, name: kind, things: call }, wait))
  }
  return found
}

async function bringGroups(running: Running, directory: SourceDirectory): Promise<number> {
  const { summary } = running
  const large: SourceGroup[] = []
  async function* small() {
    for await (const group of directory.groups()) {
      summary.memberships += group.memberIds.length
      if (group.memberIds.length > membersAtOnce) large.push(group)
      else yield { ...group.body, member_ids: group.memberIds }
    }
  }
  const found = await bringAll(running, { directory, kind: 'groups', things: small() })
  for (const group of large) await bringLargeGroup(running, directory, group)
  return found + large.length
}

/** A group in several calls, each of which adds members. Counted once, as what became of it first. */
async function bringLargeGroup(
  { api, isDryRun, summary, wait }: Running,
  directory: SourceDirectory,
  { body, memberIds }: SourceGroup,
): Promise<void> {
  summary.tallies.groups.found += 1
  if (isDryRun) return
  const path = `/imports/directories/${encodeURIComponent(directory.id)}/groups`
  for (let start = 0; start < memberIds.length; start += membersAtOnce) {
    const piece = { ...body, members: 'add', member_ids: memberIds.slice(start, start + membersAtOnce) }
    const results = await sendImport(api, { path, name: 'groups', things: [piece] }, wait)
    if (start === 0) countResults(summary, 'groups', results)
    else for (const { id, message } of results) if (message !== null) remark(summary, `groups ${id}: ${message}`)
  }
}

type Found = { readonly users: number; readonly groups: number }

/** Compares both sides, and stops a directory that is stopped there. */
async function finish({ api, summary }: Running, { id, isPaused }: SourceDirectory, found: Found): Promise<void> {
  const path = `/directories/${encodeURIComponent(id)}`
  const { users, groups } = Counted.parse(await api.get(path)).metadata
  const here = { users: users.active + users.inactive, groups }
  for (const kind of ['users', 'groups'] as const) {
    if (here[kind] !== found[kind]) summary.differences.push(`${id}: ${found[kind]} ${kind} there, ${here[kind]} here`)
  }
  if (isPaused) await api.post(`${path}/pause`, {})
}
