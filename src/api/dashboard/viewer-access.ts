import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'
import { demoExternalId } from '../../model/demo-organization.ts'
import { findOrganizationId } from '../../store/read-overview.ts'
import type { DashboardOptions, Viewer } from './dashboard-options.ts'
import { createSessionSealer, readSessionCookie } from './session-cookie.ts'

/** Says who reads the page. */
export type ViewerAccess = {
  /** The viewer of a request; null for one who has to sign in. */
  find(request: FastifyRequest): Promise<Viewer | null>
  /** Checks an API key and gives the session's cookie value; throws `unauthorized` or `dashboard_forbidden`. */
  signIn(apiKey: string): Promise<string>
}

/** What a key must allow to open the page, which shows directories, people, groups and what happened to them. */
const needed: readonly Permission[] = [
  'directories:read',
  'directory_users:read',
  'directory_groups:read',
  'events:read',
]

/** A session counts first; without one, a demo is open for its own organization. */
export function createViewerAccess({ database, platform, keys, secretKey, demo }: DashboardOptions): ViewerAccess {
  const sealer = createSessionSealer(secretKey)
  let demoOrganizationId: string | null = null

  async function openKey(apiKey: string): Promise<Caller> {
    const caller = await keys.authenticate(`Bearer ${apiKey}`)
    const missing = needed.filter((permission) => !isAllowed(caller.scopes, permission))
    if (missing.length === 0) return caller
    throw new AppError('dashboard_forbidden', { missing: missing.join(', '), needed: needed.join(',') })
  }

  async function ofSession(request: FastifyRequest): Promise<Viewer | null> {
    const sealed = readSessionCookie(request.headers.cookie)
    const apiKey = sealed && sealer.open(sealed, platform.clock.now())
    if (!apiKey) return null
    const caller = await openKey(apiKey).catch(nobodyIfRefused)
    return caller && { id: `key ${caller.keyId}`, organizationId: caller.organizationId, signedIn: true }
  }

  async function ofDemo({ ip }: FastifyRequest): Promise<Viewer> {
    demoOrganizationId ??= await findOrganizationId(database, demoExternalId)
    // Before the demo has made its organization there is nothing to see: no organization has an empty id.
    return { id: `address ${ip}`, organizationId: demoOrganizationId ?? '', signedIn: false }
  }

  return {
    find: async (request) => (await ofSession(request)) ?? (demo ? ofDemo(request) : null),
    async signIn(apiKey) {
      await openKey(apiKey)
      return sealer.seal(apiKey, platform.clock.now())
    },
  }
}

function nobodyIfRefused(error: unknown): null {
  if (error instanceof AppError && (error.status === 401 || error.status === 403)) return null
  throw error
}
