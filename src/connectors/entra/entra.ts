import type { CheckReport, Connector, ConnectorTools, OpenConnector } from '../connector.ts'
import { checkEntra } from './check-entra.ts'
import { firstPosition, positionAt, readPosition } from './delta-state.ts'
import { fetchReferences } from './fetch-objects.ts'
import { findGroups } from './find-groups.ts'
import { findUsers } from './find-users.ts'
import { openGraph } from './graph-client.ts'
import { type Counted, listDelta } from './list-delta.ts'
import { entraMapping } from './mapping.ts'
import { EntraSettings } from './settings.ts'
import { subscribe, unsubscribe } from './subscribe.ts'
import { entraWakeUps } from './wake-ups.ts'

/** Microsoft Entra ID by Microsoft Graph v1.0: the delta queries of users and groups, and change notifications as wake-ups. */
export const entraConnector: Connector<typeof EntraSettings> = {
  type: 'entra id',
  title: 'Microsoft Entra ID',
  settings: EntraSettings,
  abilities: {
    incremental: true,
    reportsDeletions: true,
    nestedGroups: true,
    memberships: 'with_group',
    orgUnits: false,
    managers: true,
  },
  mapping: entraMapping,
  defaultIntervalMinutes: 15,
  wakeUps: entraWakeUps,
  open: openEntra,
}

function openEntra(settings: EntraSettings, tools: ConnectorTools): OpenConnector {
  const graph = openGraph(settings, tools)
  const { selected } = graph
  let checked: CheckReport | null = null
  return {
    async check(signal) {
      checked = await checkEntra(graph, signal)
      return checked
    },
    async *full(from, signal) {
      const start = from === null ? firstPosition(selected) : readPosition(from, selected)
      return yield* listDelta(graph, start, { isFirst: true, counted: countedBy(checked), signal })
    },
    async *incremental(cursor, from, signal) {
      const start = from === null ? positionAt(cursor, selected) : readPosition(from, selected)
      return yield* listDelta(graph, start, { isFirst: false, counted: null, signal })
    },
    async *membersOf(groupId, signal) {
      const path = `groups/${encodeURIComponent(groupId)}/transitiveMembers`
      for await (const members of fetchReferences(graph, path, signal)) {
        yield members.filter((member) => !/\.group$/i.test(member['@odata.type'] ?? '')).map(({ id }) => id)
      }
    },
    findUsers: (text, limit, signal) => findUsers(graph, { text, limit }, signal),
    findGroups: (text, limit, signal) => findGroups(graph, { text, limit }, signal),
    subscribe: (wanted, previous, signal) => subscribe(graph, { wanted, previous }, signal),
    unsubscribe: (previous, signal) => unsubscribe(graph, previous, signal),
    close: () => graph.http.close(),
  }
}

/** What the check has counted, where it could. */
function countedBy(checked: CheckReport | null): Counted | null {
  const [users, groups] = [checked?.users.count, checked?.groups.count]
  return typeof users === 'number' && typeof groups === 'number' ? { users, groups } : null
}
