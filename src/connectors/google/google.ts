import type { SourceGroup } from '../../model/source-record.ts'
import type { Connector, ConnectorTools, OpenConnector } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { takeGroups } from '../take-groups.ts'
import { checkWorkspace } from './check-workspace.ts'
import { type GoogleApi, openGoogleApi } from './google-api.ts'
import { listWorkspace } from './list-workspace.ts'
import { googleMapping } from './mapping.ts'
import { closeChannels, googleWakeUps, openChannels } from './push-channels.ts'
import { isEverybody, toSourceGroup, toSourceUser } from './records.ts'
import { GoogleSettings } from './settings.ts'

/**
 * Google Workspace by the Admin SDK Directory API. It has no feed of changes: every run reads everything, and push channels
 * tell when a user changed. WorkOS's word for the type is `gsuite directory`.
 */
export const googleConnector: Connector<typeof GoogleSettings> = {
  type: 'gsuite directory',
  title: 'Google Workspace',
  settings: GoogleSettings,
  abilities: {
    incremental: false,
    reportsDeletions: false,
    nestedGroups: true,
    memberships: 'with_group',
    orgUnits: true,
    managers: true,
  },
  mapping: googleMapping,
  defaultIntervalMinutes: 30,
  wakeUps: googleWakeUps,
  open: openGoogle,
}

function openGoogle(settings: GoogleSettings, tools: ConnectorTools): OpenConnector {
  const api = openGoogleApi(settings, tools)
  return {
    check: (signal) => checkWorkspace(api, signal),
    full: (from, signal) => listWorkspace(api, from, signal),
    membersOf: (groupId, signal) => membersOf(api, groupId, signal),
    async findUsers(text, limit, signal) {
      const query = searchWords(text)
      const pages = api.users(null, signal, { maxResults: Math.min(limit, 500), ...(query && { query }) })
      for await (const { body } of pages) return body.users.slice(0, limit).map(toSourceUser)
      return []
    },
    findGroups: (text, limit, signal) => takeGroups(groupPages(api, signal), { text, limit }),
    subscribe: (wanted, previous, signal) =>
      openChannels(api, { settings, wanted, previous, now: tools.platform.clock.now() }, signal),
    unsubscribe: (previous, signal) => closeChannels(api, previous, signal),
    close: () => api.http.close(),
  }
}

async function* groupPages(api: GoogleApi, signal: AbortSignal): AsyncGenerator<readonly SourceGroup[], void> {
  for await (const { body } of api.groups(null, signal)) yield body.groups.map(toSourceGroup)
}

async function* membersOf(api: GoogleApi, groupId: string, signal: AbortSignal): AsyncGenerator<string[], void> {
  let token: string | null = null
  do {
    const page = await api.members(groupId, { token, includeDerived: true }, signal)
    if (page === null) throw useless(groupId, 'is not there any more')
    if (page.members.some(isEverybody)) throw useless(groupId, 'has the whole organization as a member')
    yield page.members.map(({ id }) => id)
    token = page.nextToken
  } while (token !== null)
}

/** For a scope nobody or everybody would be the members, and either is not what was meant. */
function useless(groupId: string, why: string): SourceError {
  return new SourceError('settings_invalid', `The Google group ${groupId} ${why}. Take it out of the scope.`)
}

/** The words of a search without what means something in a query (Directory API, "Search for users"). */
function searchWords(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}@._+-]+/gu, ' ').trim()
}
