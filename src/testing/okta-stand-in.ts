import assert from 'node:assert/strict'
import type { Platform } from '../platform/platform.ts'
import type { NewOktaUser } from '../sandbox/okta/records.ts'
import type { OktaExchange } from '../sandbox/okta/reply.ts'
import { type OktaSandbox, startOktaSandbox } from '../sandbox/okta/start-okta-sandbox.ts'
import type { OktaFault } from '../sandbox/okta/switches.ts'
import type { ConnectorStandIn, StandInFault } from './connector-stand-in.ts'
import { loadOpenApiCheck, type OpenApiCheck } from './openapi-check.ts'

/** Okta's own description of its API, where it is there. Recorded answers of real orgs have nulls that it does not know of. */
export const oktaOpenApi: OpenApiCheck | null = loadOpenApiCheck('okta-openapi.json', {
  AppUser: ['externalId'],
  OktaUserGroupProfile: ['description'],
})

/** An org as the connector suite uses it, and the sandbox that it is. */
export type OktaStandIn = ConnectorStandIn & { readonly sandbox: OktaSandbox }

const faults: Readonly<Partial<Record<StandInFault, OktaFault>>> = {
  rate_limit: 'rate_limit',
  server_error: 'server_error',
  truncated_body: 'truncated_body',
  connection_reset: 'connection_reset',
  empty_page: 'empty_page',
  revoked_scope: 'no_admin_role',
  wrong_credentials: 'wrong_credentials',
  expired_cursor: 'expired_cursor',
}

/** The faults that an org can have. */
export const oktaFaults: readonly StandInFault[] = ['expired_token', ...(Object.keys(faults) as StandInFault[])]

/**
 * Starts an org without a company, with pages of two. Each request and each answer is compared with Okta's OpenAPI document, where
 * it is there; what does not agree fails when the stand-in is closed.
 */
export async function startOktaStandIn({ clock }: Pick<Platform, 'clock'>): Promise<OktaStandIn> {
  const problems: string[] = []
  const onExchange = (exchange: OktaExchange) => void problems.push(...problemsOf(exchange))
  const sandbox = await startOktaSandbox({ company: { people: [], groups: [] }, clock, onExchange })
  const { org, switches, credentials } = sandbox
  switches.largestPage = 2
  return {
    sandbox,
    settings: {
      org_url: sandbox.url,
      client_id: credentials.clientId,
      key_id: credentials.keyId,
      private_key: credentials.privateKey,
    },
    addUser: async (name) => org.createUser(personNamed(name)),
    renameUser: async (id, name) => org.updateUser(id, personNamed(name).profile as Record<string, string>),
    suspendUser: async (id) => org.setStatus(id, 'SUSPENDED'),
    removeUser: async (id) => org.deleteUser(id),
    addGroup: async (name) => org.createGroup({ name }),
    renameGroup: async (id, name) => org.updateGroup(id, { name }),
    removeGroup: async (id) => org.deleteGroup(id),
    addMember: async (groupId, userId) => org.addMember(groupId, userId),
    removeMember: async (groupId, userId) => org.removeMember(groupId, userId),
    async setFault(fault) {
      if (fault === 'expired_token') sandbox.endTokens()
      switches.fault = fault === null ? null : (faults[fault] ?? null)
    },
    async close() {
      await sandbox[Symbol.asyncDispose]()
      assert.deepEqual(problems, [])
    },
  }
}

function problemsOf({ method, url, reply }: OktaExchange): readonly string[] {
  if (!oktaOpenApi || !url.pathname.startsWith('/api/')) return []
  return oktaOpenApi({ method, url, status: reply.status, body: reply.body })
}

function personNamed(name: string): NewOktaUser {
  const login = `${name.toLowerCase()}@example.com`
  return { profile: { login, email: login, firstName: name, lastName: 'Lind', title: 'Analyst', department: 'Sales' } }
}
