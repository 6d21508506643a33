import type { EntraSettings } from '../connectors/entra/settings.ts'
import type { Platform } from '../platform/platform.ts'
import type { DeltaKnobs } from '../sandbox/graph/delta.ts'
import { type GraphSandbox, type GraphSandboxStart, startGraphSandbox } from '../sandbox/graph/graph-sandbox.ts'
import type { ConnectorStandIn, StandInFault } from './connector-stand-in.ts'

/** Settings with which the Entra connector reaches a stand-in. */
export function entraSettings({ url, application }: GraphSandbox) {
  return {
    tenant_id: application.tenantId,
    client_id: application.clientId,
    client_secret: application.clientSecret,
    login_url: url,
    graph_url: url,
  } satisfies Partial<EntraSettings>
}

/** Faults that the stand-in of Graph knows; `revoked_scope` is refused by Graph, where others answer nothing. */
export const entraFaults: readonly StandInFault[] = [
  'rate_limit',
  'server_error',
  'truncated_body',
  'connection_reset',
  'empty_page',
  'revoked_scope',
  'expired_token',
  'wrong_credentials',
  'expired_cursor',
]

/** A tenant as the connector suite uses it, and the sandbox that it is. */
export type EntraStandIn = ConnectorStandIn & { readonly sandbox: GraphSandbox }

const smallPages: Partial<DeltaKnobs> = { pageSize: 2, membersPerPage: 2 }

/** Microsoft Graph as the connector suite uses it, with pages of two; `knobs` make it harder. */
export async function startEntraStandIn(
  { clock }: Platform,
  { knobs, ...start }: Partial<GraphSandboxStart> = {},
): Promise<EntraStandIn> {
  const sandbox = await startGraphSandbox({ ...start, clock, knobs: { ...smallPages, ...knobs } })
  const { company, graph } = sandbox
  const named = (name: string) => ({
    userPrincipalName: `${name.toLowerCase()}@example.com`,
    mail: `${name.toLowerCase()}@example.com`,
    displayName: `${name} Example`,
    givenName: name,
    surname: 'Example',
  })
  return {
    sandbox,
    settings: entraSettings(sandbox),
    addUser: async (name) => company.addUser(named(name)),
    renameUser: async (id, name) => company.update(id, named(name)),
    suspendUser: async (id) => company.update(id, { accountEnabled: false }),
    removeUser: async (id) => company.hardDelete(id),
    addGroup: async (name) => company.addGroup({ displayName: name }),
    renameGroup: async (id, name) => company.update(id, { displayName: name }),
    removeGroup: async (id) => company.hardDelete(id),
    addMember: async (groupId, userId) => company.addMember(groupId, userId),
    removeMember: async (groupId, userId) => company.removeMember(groupId, userId),
    setFault: async (fault) => graph.setFault(fault),
    close: async () => await sandbox[Symbol.asyncDispose](),
  }
}
