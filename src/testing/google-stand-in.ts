import type { Platform } from '../platform/platform.ts'
import { type GoogleFault, startGoogleSandbox } from '../sandbox/google/google-sandbox.ts'
import type { ConnectorStandIn, StandInFault } from './connector-stand-in.ts'
import { addPerson, settingsFor } from './google-workspace.ts'

/** The faults that a workspace can have. */
export const googleFaults = [
  ...['rate_limit', 'server_error', 'truncated_body', 'connection_reset'],
  ...['empty_page', 'revoked_scope', 'expired_token', 'wrong_credentials'],
] as const satisfies (GoogleFault & StandInFault)[]

/** Starts a workspace without anybody in it, as the connector suite uses it. */
export async function startGoogleStandIn(
  { clock }: Pick<Platform, 'clock'>,
  largestPage = 2,
): Promise<ConnectorStandIn> {
  const sandbox = await startGoogleSandbox({ now: clock.now, largestPage })
  const { workspace } = sandbox
  return {
    settings: settingsFor(sandbox),
    addUser: async (name) => addPerson(sandbox, name),
    renameUser: async (id, name) => workspace.changeUser(id, { primaryEmail: `${name}@example.com` }),
    suspendUser: async (id) => workspace.changeUser(id, { suspended: true }),
    removeUser: async (id) => workspace.deleteUser(id),
    addGroup: async (name) => workspace.addGroup({ name, email: `${name}@groups.example.com` }),
    renameGroup: async (id, name) => workspace.changeGroup(id, { name }),
    removeGroup: async (id) => workspace.deleteGroup(id),
    addMember: async (groupId, id) => workspace.addMember(groupId, { id, type: 'USER' }),
    removeMember: async (groupId, id) => workspace.removeMember(groupId, id),
    setFault: async (fault) => sandbox.setFault(googleFaults.find((known) => known === fault) ?? null),
    close: () => sandbox.close(),
  }
}
