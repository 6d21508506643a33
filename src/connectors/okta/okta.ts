import type { Connector, ConnectorTools, OpenConnector } from '../connector.ts'
import { checkOrg } from './check-org.ts'
import { findGroups } from './find-groups.ts'
import { findUsers } from './find-users.ts'
import { listChanges } from './list-changes.ts'
import { listEverything } from './list-everything.ts'
import { membersOf } from './list-members.ts'
import { oktaMapping } from './mapping.ts'
import { openOktaApi } from './okta-api.ts'
import { OktaSettings } from './settings.ts'
import { oktaWakeUps } from './wake-ups.ts'

/**
 * Okta by its management API: users, groups and members, changes by their times, deletions by the System Log. Groups hold
 * users only.
 */
export const oktaConnector: Connector<typeof OktaSettings> = {
  type: 'okta',
  title: 'Okta',
  settings: OktaSettings,
  abilities: {
    incremental: true,
    reportsDeletions: true,
    nestedGroups: false,
    memberships: 'with_group',
    orgUnits: false,
    managers: true,
  },
  mapping: oktaMapping,
  defaultIntervalMinutes: 15,
  wakeUps: oktaWakeUps,
  open: openOkta,
}

function openOkta(settings: OktaSettings, tools: ConnectorTools): OpenConnector {
  const api = openOktaApi(settings, tools)
  const reading = { api, clock: tools.platform.clock, includeBuiltIn: settings.include_everyone }
  return {
    check: (signal) => checkOrg(api, signal),
    full: (from, signal) => listEverything(reading, from, signal),
    incremental: (cursor, from, signal) => listChanges(reading, { cursor, from }, signal),
    membersOf: (groupId, signal) => membersOf(api, groupId, signal),
    findUsers: (text, limit, signal) => findUsers(api, { text, limit }, signal),
    findGroups: (text, limit, signal) =>
      findGroups(api, { text, limit, includeBuiltIn: settings.include_everyone }, signal),
    close: () => api.http.close(),
  }
}
