import type { Entry } from 'ldapts'
import type { CheckFinding, CheckReport, Seen } from '../connector.ts'
import { checkBases, countUpTo } from '../ldap-protocol/check-bases.ts'
import { ExtendedNames, ShowDeleted } from '../ldap-protocol/controls.ts'
import { textOf } from '../ldap-protocol/entry-values.ts'
import { SourceError } from '../source-error.ts'
import { type Controller, connectController, type Searched } from './controller.ts'
import { presentCookie } from './dir-sync.ts'
import { deletedObjects } from './list-by-usn.ts'
import { groupAttributes, readGroup } from './read-group.ts'
import { readUserPage } from './read-user-page.ts'
import { itself, type Reading } from './reading.ts'

const deletedRight = 'List Contents and Read Property on CN=Deleted Objects'
const mostCounted = 5000
const unseen = { count: null, isAtLeast: false, sample: null }

/** Looks at what the service account sees of the domain. */
export async function checkDomain(reading: Reading, signal: AbortSignal): Promise<CheckReport> {
  await using controller = await connectController(reading.settings, reading.tools, { signal })
  const { connection, users, groups } = controller
  const bases = await checkBases(connection, [...users.bases, ...groups.bases])
  const isWhole = bases.every(({ level }) => level !== 'error')
  const asked = ['uSNCreated', ...reading.attributes.asked]
  const user = isWhole ? await sampleOf(controller, users, asked) : null
  const group = isWhole ? await sampleOf(controller, groups, ['uSNCreated', ...groupAttributes]) : null
  const deleted = await checkDeleted(controller)
  const findings: CheckFinding[] = [
    { code: 'connected', level: 'ok', text: `Signed in to the domain controller ${controller.name}.` },
    ...bases,
    ...(isWhole ? checkUser(user, reading) : []),
    ...(await checkChanges(reading, controller)),
    deleted,
  ]
  const sample = user ? (readUserPage([user], reading).users[0] ?? null) : null
  return {
    findings,
    users: isWhole ? await seen(controller, users, sample) : unseen,
    groups: isWhole ? await seen(controller, groups, group ? readGroup(group) : null) : unseen,
    missing: deleted.level === 'warning' ? [deletedRight] : [],
  }
}

async function sampleOf(
  { connection }: Controller,
  { bases, filter }: Searched,
  attributes: readonly string[],
): Promise<Entry | null> {
  const binary = ['objectGUID']
  for (const base of bases) {
    const [entry] = await connection.search({ base, filter, attributes, binary, controls: [new ExtendedNames()] }, 1)
    if (entry) return entry
  }
  return null
}

async function seen<T>({ connection }: Controller, { bases, filter }: Searched, sample: T | null): Promise<Seen<T>> {
  return {
    ...(await countUpTo(
      connection,
      bases.map((base) => ({ base, filter })),
      mostCounted,
    )),
    sample,
  }
}

/** What is read by: users without these attributes cannot be listed, or seem to be something that they are not. */
function checkUser(user: Entry | null, { attributes }: Reading): CheckFinding[] {
  if (!user) {
    const text = 'No user is found. Correct the bases or the filter, or let the service account read users.'
    return [{ code: 'no_users', level: 'warning', text }]
  }
  const hidden = ['uSNCreated', 'userAccountControl'].filter((name) => textOf(user, name) === null)
  if (hidden.length > 0) {
    const text = `The service account may not read ${hidden.join(' and ')} of users. Give it the right to read all properties.`
    return [{ code: 'attributes_hidden', level: 'error', text }]
  }
  return [{ code: 'users_readable', level: 'ok', text: `${attributes.names.length} attributes of users are read.` }]
}

async function checkChanges({ settings }: Reading, controller: Controller): Promise<CheckFinding[]> {
  const byNumber = `Changes are read by update numbers, which hold for the domain controller ${controller.name} only: name it alone.`
  if (settings.changes === 'usn') return [{ code: 'changes_by_usn', level: 'ok', text: byNumber }]
  try {
    await presentCookie(controller)
    return [{ code: 'changes_by_dirsync', level: 'ok', text: 'Changes are read with DirSync.' }]
  } catch (error) {
    if (!(error instanceof SourceError) || error.code === 'unreachable') throw error
    if (settings.changes === 'auto') return [{ code: 'changes_by_usn', level: 'warning', text: byNumber }]
    const text = `DirSync is refused. Let the service account read the root ${controller.domain}, or choose "usn".`
    return [{ code: 'dirsync_refused', level: 'error', text }]
  }
}

/** The container can be found by everybody; whoever may not read it sees nothing of it, and nothing in it. */
async function checkDeleted({ connection, domain }: Controller): Promise<CheckFinding> {
  const search = { base: deletedObjects(domain), attributes: ['objectClass'], controls: [new ShowDeleted()] }
  const found = await connection.search({ ...search, scope: 'base', filter: itself }).catch((error: unknown) => {
    if (!(error instanceof SourceError) || error.code === 'unreachable') throw error
    return []
  })
  const isReadable = found.some((entry) => textOf(entry, 'objectClass') !== null)
  if (isReadable) return { code: 'deleted_readable', level: 'ok', text: 'Deletions are seen at once.' }
  const text = `Deletions are found by full runs only: the service account may not read deleted objects (${deletedRight}).`
  return { code: 'deleted_hidden', level: 'warning', text }
}
