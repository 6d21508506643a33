import type { Connector, ConnectorTools, OpenConnector } from '../connector.ts'
import { checkServer } from './check-server.ts'
import { toReading } from './directory.ts'
import { listAll } from './list-all.ts'
import { listChanges } from './list-changes.ts'
import { findGroups, findUsers, membersOf } from './look-up.ts'
import { ldapMapping } from './mapping.ts'
import { LdapSettings } from './settings.ts'

/** An LDAP server that is not Active Directory: OpenLDAP, 389 Directory Server, eDirectory and the like. */
export const ldapConnector: Connector<typeof LdapSettings> = {
  type: 'ldap',
  title: 'LDAP',
  settings: LdapSettings,
  abilities: {
    incremental: true,
    reportsDeletions: false,
    nestedGroups: true,
    memberships: 'with_group',
    orgUnits: true,
    managers: true,
  },
  mapping: ldapMapping,
  defaultIntervalMinutes: 15,
  wakeUps: null,
  open: openServer,
}

function openServer(settings: LdapSettings, tools: ConnectorTools): OpenConnector {
  const reading = toReading(settings, tools)
  return {
    check: (signal) => checkServer(reading, signal),
    full: (from, signal) => listAll(reading, from, signal),
    incremental: (cursor, _from, signal) => listChanges(reading, cursor, signal),
    membersOf: (groupId, signal) => membersOf(reading, groupId, signal),
    findUsers: (text, limit, signal) => findUsers(reading, { text, limit }, signal),
    findGroups: (text, limit, signal) => findGroups(reading, { text, limit }, signal),
    close: async () => undefined,
  }
}
