import type { Entry } from 'ldapts'
import type { SourcePage } from '../connector.ts'
import { ShowDeleted } from '../ldap-protocol/controls.ts'
import { textOf, textsOf } from '../ldap-protocol/entry-values.ts'
import { allOf, parseFilter } from '../ldap-protocol/filters.ts'
import { SourceError } from '../source-error.ts'
import type { Controller } from './controller.ts'
import { namesChanged } from './list-by-dir-sync.ts'
import type { Cursor } from './place.ts'
import { entryId } from './read-group.ts'
import { type Changes, removalsOf, tellChanged } from './tell-changed.ts'
import { type Told, withResume } from './told.ts'
import { type UsnScan, type UsnWindow, usnWindows } from './usn-windows.ts'

const living = parseFilter(
  '(|(&(objectCategory=person)(objectClass=user))(objectCategory=group)(objectCategory=organizationalUnit))',
)
const deleted = parseFilter('(&(isDeleted=TRUE)(|(objectClass=user)(objectClass=group)))')

/** The well-known id of the container of deleted objects (MS-ADTS 6.1.1.4). */
export const deletedObjects = (domain: string): string => `<WKGUID=18E2EA80684F11D2B9AA00C04F79F805,${domain}>`

/** Where a listing by update numbers is: what lives is read first, then what is deleted. */
export type UsnPlace = { readonly living: number; readonly deleted: number }

/**
 * Lists what has a higher update number than `since`, up to the number that the domain controller had when it was connected. An
 * object that changes meanwhile gets a higher one, and is told by the next listing. A membership raises the number of its group.
 */
export async function* listByUsn(
  changes: Changes,
  since: number,
  place: UsnPlace,
): AsyncGenerator<SourcePage, { readonly cursor: string }, void> {
  const { controller } = changes
  let done = place
  for await (const window of changedWindows(controller, done.living)) {
    const next = { ...done, living: window.through }
    yield* withResume(tellLiving(changes, window.entries, since), JSON.stringify(done), JSON.stringify(next))
    done = next
  }
  for await (const window of deletedWindows(controller, done.deleted)) {
    const next = { ...done, deleted: window.through }
    yield* withResume(tellDeleted(window.entries), JSON.stringify(done), JSON.stringify(next))
    done = next
  }
  const cursor: Cursor = { mode: 'usn', controller: controller.invocationId, usn: controller.usn }
  return { cursor: JSON.stringify(cursor) }
}

/** The whole domain, not the bases: who left them is told, too. */
function changedWindows({ connection, domain, usn }: Controller, after: number): AsyncGenerator<UsnWindow> {
  const attributes = ['objectGUID', 'objectCategory', 'uSNCreated']
  const read: UsnScan['read'] = (window) =>
    connection.search({ base: domain, filter: allOf(living, window), attributes, binary: ['objectGUID'] })
  return usnWindows({ attribute: 'uSNChanged', from: after + 1, through: usn, read })
}

async function* deletedWindows(controller: Controller, after: number): AsyncGenerator<UsnWindow> {
  const { connection, domain, usn } = controller
  const attributes = ['objectGUID', 'objectClass']
  const search = { base: deletedObjects(domain), attributes, binary: ['objectGUID'], controls: [new ShowDeleted()] }
  const read: UsnScan['read'] = (window) => connection.search({ ...search, filter: allOf(deleted, window) })
  try {
    yield* usnWindows({ attribute: 'uSNChanged', from: after + 1, through: usn, read })
  } catch (error) {
    // Who may not see the container gets no deletions from it: the check says so, and full listings find them.
    if (!(error instanceof SourceError) || !isHidden(error)) throw error
  }
}

const isHidden = ({ code }: SourceError): boolean => code === 'settings_invalid' || code === 'permission_missing'

async function* tellLiving(changes: Changes, entries: readonly Entry[], since: number): AsyncGenerator<Told> {
  // Whether it was moved or renamed cannot be seen: anything but a new one is taken for that.
  const unit = entries.find((entry) => isUnit(entry) && Number(textOf(entry, 'uSNCreated')) <= since)
  if (unit) throw namesChanged(unit.dn)
  yield* tellChanged(changes, entries.filter((entry) => !isUnit(entry)).map(entryId))
}

const isUnit = (entry: Entry): boolean => /^cn=organizational-unit,/i.test(textOf(entry, 'objectCategory') ?? '')

async function* tellDeleted(entries: readonly Entry[]): AsyncGenerator<Told> {
  const ids = entries.filter((entry) => !textsOf(entry, 'objectClass').includes('computer')).map(entryId)
  if (ids.length > 0) yield { removed: removalsOf(ids) }
}
