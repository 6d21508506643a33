import { z } from 'zod'
import type { Connector, ConnectorTools, Listing, OpenConnector } from '../connector.ts'
import { linesOf } from '../ldap-protocol/server-fields.ts'
import { SourceError } from '../source-error.ts'
import { checkDomain } from './check-domain.ts'
import { connectController } from './controller.ts'
import { listAll } from './list-all.ts'
import { listByDirSync } from './list-by-dir-sync.ts'
import { listByUsn } from './list-by-usn.ts'
import { findGroups, findUsers, membersOf } from './look-up.ts'
import { activeDirectoryMapping } from './mapping.ts'
import { defaultRange } from './members.ts'
import { parseCursor } from './place.ts'
import { userAttributes } from './read-user.ts'
import { type PageSizes, primaryGroups, type Reading } from './reading.ts'
import { ActiveDirectorySettings } from './settings.ts'

/** A domain of Active Directory, read over LDAP from one of its domain controllers. */
export const activeDirectoryConnector = createActiveDirectoryConnector({
  records: 500,
  members: 5000,
  firstRange: 100,
  range: defaultRange,
})

/** The connector, with pages of so many records. */
export function createActiveDirectoryConnector(pageSizes: PageSizes): Connector<typeof ActiveDirectorySettings> {
  return {
    type: 'active directory',
    title: 'Active Directory',
    settings: ActiveDirectorySettings,
    abilities: {
      incremental: true,
      reportsDeletions: true,
      nestedGroups: true,
      memberships: 'with_group',
      orgUnits: true,
      managers: true,
    },
    mapping: activeDirectoryMapping,
    defaultIntervalMinutes: 15,
    wakeUps: null,
    open: (settings, tools) => openDomain(settings, tools, pageSizes),
  }
}

function openDomain(settings: ActiveDirectorySettings, tools: ConnectorTools, pageSizes: PageSizes): OpenConnector {
  const reading = { settings, tools, pageSizes, attributes: userAttributes(linesOf(settings.attributes)) }
  return {
    check: (signal) => checkDomain(reading, signal),
    full: (from, signal) => listAll(reading, from, signal),
    incremental: (cursor, from, signal) => listChanges(reading, { cursor, from }, signal),
    membersOf: (groupId, signal) => membersOf(reading, groupId, signal),
    findUsers: (text, limit, signal) => findUsers(reading, { text, limit }, signal),
    findGroups: (text, limit, signal) => findGroups(reading, { text, limit }, signal),
    close: async () => undefined,
  }
}

const UsnPlace = z.object({ living: z.int().min(0), deleted: z.int().min(0) })

async function* listChanges(
  reading: Reading,
  { cursor, from }: { readonly cursor: string; readonly from: string | null },
  signal: AbortSignal,
): Listing {
  const { settings, tools } = reading
  const start = parseCursor(cursor)
  const wanted = start.mode === 'usn' ? start.controller : null
  await using controller = await connectController(settings, tools, { signal, wanted })
  const changes = { reading, controller, primaryOf: primaryGroups(controller) }
  if (start.mode === 'dirsync') {
    const reached = from === null ? start : parseCursor(from)
    return yield* listByDirSync(
      changes,
      Buffer.from(reached.mode === 'dirsync' ? reached.cookie : start.cookie, 'base64'),
    )
  }
  if (controller.invocationId !== start.controller) {
    throw new SourceError(
      'cursor_expired',
      `${controller.name} is not the domain controller that was read, or its database was restored: update numbers hold for one only. Everything is read anew.`,
    )
  }
  const reached = from === null ? null : UsnPlace.parse(JSON.parse(from))
  return yield* listByUsn(changes, start.usn, reached ?? { living: start.usn, deleted: start.usn })
}
