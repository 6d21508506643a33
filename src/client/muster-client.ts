import { type FollowOptions, followEvents } from './follow-events.ts'
import { memberObjects, orgChart } from './overlay-resources.ts'
import { attributeCases, matchCases, people } from './people-resources.ts'
import { type CallOptions, type ClientOptions, createApi } from './request.ts'
import * as resources from './resources.ts'
import { connections, runs } from './sync-resources.ts'

/** A client of a Muster server. */
export type MusterClient = ReturnType<typeof createMusterClient>

/**
 * Makes a client. What goes over the wire, bodies, filters of lists, and objects, is named as in the API's reference;
 * nothing is renamed. Requests that fail in passing are tried again, POSTs with an `Idempotency-Key`.
 */
export function createMusterClient(options: ClientOptions) {
  const api = createApi(options)
  return {
    organizations: resources.organizations(api),
    directories: resources.directories(api),
    directoryUsers: resources.directoryUsers(api),
    directoryGroups: resources.directoryGroups(api),
    people: people(api),
    matchCases: matchCases(api),
    attributeCases: attributeCases(api),
    memberObjects: memberObjects(api),
    orgChart: orgChart(api),
    events: {
      list: (query?: resources.EventsQuery, callOptions?: CallOptions) => resources.listEvents(api, query, callOptions),
      /** Every event after a place, in order, for ever. */
      follow: (followOptions: FollowOptions = {}) => followEvents(api, followOptions),
    },
    connections: connections(api),
    runs: runs(api),
    webhookEndpoints: resources.webhookEndpoints(api),
    portal: resources.portal(api),
    apiKeys: resources.apiKeys(api),
    auditLog: resources.auditLog(api),
  }
}
