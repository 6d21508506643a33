import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../model/api-key.ts'
import { demoExternalId } from '../../model/demo-organization.ts'
import { scopesOfRole } from '../../model/role.ts'
import type { Database } from '../../store/database.ts'
import { findOrganizationId } from '../../store/read-overview.ts'

/** Finds who looks at the demo without having signed in; null where that is not open. */
export type FindDemoVisitor = (request: Pick<FastifyRequest, 'host' | 'headers'>) => Promise<Caller | null>

type DemoParts = { readonly database: Database; readonly isDemoOpen: boolean }

/** The names of this machine as a browser on it says them in `Host`; any other may be a rebound name of another site. */
const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What proxies and tunnels add. Nothing that comes through one is known to come from this machine. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/**
 * With `serve --demo` on this machine alone, whoever sits at it is the owner of the demo's organization and of nothing else.
 * The name in `Host` is checked because a page of another site could have its own name lead here (DNS rebinding);
 * a proxy on this machine may put ours into it for others, who come through it.
 */
export function createFindDemoVisitor({ database, isDemoOpen }: DemoParts): FindDemoVisitor {
  let organizationId: string | null = null
  return async ({ host, headers }) => {
    const isFromHere = ownNames.has(host.replace(/:\d+$/, '').toLowerCase())
    if (!isDemoOpen || !isFromHere || proxyHeaders.some((name) => name in headers)) return null
    organizationId ??= await findOrganizationId(database, demoExternalId)
    return {
      type: 'member',
      id: null,
      name: 'Demo',
      // Before the demo has made its organization there is nothing to see: no organization has an empty id.
      organizationId: organizationId ?? '',
      scopes: scopesOfRole('owner'),
      expiresAt: null,
    }
  }
}
