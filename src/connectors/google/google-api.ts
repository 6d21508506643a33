import { z } from 'zod'
import { parseJson } from '../../platform/parse-json.ts'
import type { ConnectorTools } from '../connector.ts'
import { createVendorHttp } from '../http/create-vendor-http.ts'
import { jwtBearer } from '../http/tokens/jwt-bearer.ts'
import type { RawAnswer, VendorHttp, VendorRequest } from '../http/vendor-http.ts'
import { SourceError } from '../source-error.ts'
import { GroupsPage, MembersPage, UsersPage, userFields } from './records.ts'
import { type GoogleSettings, readKeyFile } from './settings.ts'

/** Least privilege: what reads people, groups, members and organizational units (Google, "OAuth 2.0 scopes"). */
export const scopes = {
  users: 'https://www.googleapis.com/auth/admin.directory.user.readonly',
  groups: 'https://www.googleapis.com/auth/admin.directory.group.readonly',
  members: 'https://www.googleapis.com/auth/admin.directory.group.member.readonly',
  orgUnits: 'https://www.googleapis.com/auth/admin.directory.orgunit.readonly',
} as const

const vendor = 'Google'
const base = '/admin/directory/v1'

// Half of the 2,400 queries per minute and user that a project may send (Directory API, "Limits and quotas").
const limit = { perMinute: 1200, concurrency: 8 }
const throttlingReasons = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded']

type PageBody = { readonly nextPageToken?: string | undefined }
type Paged<T> = AsyncGenerator<{ readonly body: T; readonly nextToken: string | null }, void>

/** The Directory API of one Workspace. */
export type GoogleApi = {
  readonly http: VendorHttp
  users(token: string | null, signal: AbortSignal, query?: UsersQuery): Paged<z.output<typeof UsersPage>>
  groups(token: string | null, signal: AbortSignal): Paged<z.output<typeof GroupsPage>>
  /** A page of a group's members, the first one without a token; null where the group was deleted meanwhile. */
  members(groupId: string, options: MembersOptions, signal: AbortSignal): Promise<Members | null>
  /** A single request, for what is asked once. */
  ask<T>(request: Omit<VendorRequest<T>, 'signal'>, signal: AbortSignal): Promise<T | null>
}

type UsersQuery = { readonly query?: string; readonly maxResults?: number }
type MembersOptions = { readonly token?: string | null; readonly includeDerived?: boolean }
type Members = { readonly members: z.output<typeof MembersPage>['members']; readonly nextToken: string | null }

/** Opens the API; nothing is asked yet. */
export function openGoogleApi(settings: GoogleSettings, tools: ConnectorTools): GoogleApi {
  const key = readKeyFile(settings)
  const { origin } = new URL(settings.api_url)
  const authorize = jwtBearer(
    {
      vendor,
      endpoint: key.token_uri,
      issuer: key.client_email,
      privateKey: key.private_key,
      ...(key.private_key_id !== undefined && { keyId: key.private_key_id }),
      ...(settings.subject && { subject: settings.subject }),
      scope: Object.values(scopes).join(' '),
    },
    tools,
  )
  const api = {
    vendor,
    origins: [origin],
    authorize,
    bucketOf: () => ({ bucket: 'directory', limit }),
    readRate: () => null,
    refusal,
  }
  const http = createVendorHttp(api, tools)
  const scope = scopeOf(settings)

  return {
    http,
    users: (token, signal, { query, maxResults = 500 } = {}) =>
      paged(http, {
        path: `${base}/users`,
        query: {
          ...{ ...scope, query, maxResults, pageToken: token ?? undefined, orderBy: 'email', projection: 'full' },
          fields: `nextPageToken,users(${userFields.join(',')})`,
        },
        schema: UsersPage,
        signal,
      }),
    groups: (token, signal) =>
      paged(http, {
        path: `${base}/groups`,
        query: {
          ...{ ...scope, maxResults: 200, pageToken: token ?? undefined, orderBy: 'email' },
          fields: 'nextPageToken,groups(id,email,name,description)',
        },
        schema: GroupsPage,
        signal,
      }),
    members: (groupId, options, signal) => readMembers(http, membersRequest(groupId, options, signal), groupId),
    ask: async (request, signal) => (await http.send({ ...request, path: `${base}${request.path}`, signal })).body,
  }
}

/** Whose people: exactly one of the two has to be said. */
export function scopeOf({ domain, customer }: GoogleSettings): { domain: string } | { customer: string } {
  return domain ? { domain } : { customer: customer || 'my_customer' }
}

function membersRequest(
  groupId: string,
  { token, includeDerived }: MembersOptions,
  signal: AbortSignal,
): VendorRequest<z.output<typeof MembersPage>> {
  return {
    path: `${base}/groups/${encodeURIComponent(groupId)}/members`,
    query: {
      ...{ maxResults: 200, pageToken: token ?? undefined, fields: 'nextPageToken,members(id,type)' },
      ...(includeDerived && { includeDerivedMembership: 'true' }),
    },
    schema: MembersPage,
    signal,
  }
}

/**
 * A listing may show a group whose members are "not found": it was deleted a moment ago, or Google has not made it everywhere. Only
 * in the first case nobody is in it.
 */
async function readMembers(
  http: VendorHttp,
  request: VendorRequest<z.output<typeof MembersPage>>,
  groupId: string,
): Promise<Members | null> {
  const { body } = await orExpired(http.send({ ...request, accept: [404] }), request)
  if (body) {
    const nextToken = body.nextPageToken || null
    if (nextToken === null || nextToken !== request.query?.pageToken) return { members: body.members, nextToken }
    throw new SourceError('listing_incomplete', `The members of the Google group ${groupId} go round in a circle.`)
  }
  const path = request.path.replace(/\/members$/, '')
  const group = await http.send({ ...request, path, query: { fields: 'id' }, schema: z.unknown(), accept: [404] })
  if (group.status === 404) return null
  throw new SourceError(
    'listing_incomplete',
    `Google shows the group ${groupId}, but not its members. Nobody is removed; the next run asks again.`,
  )
}

async function* paged<T extends PageBody>(http: VendorHttp, first: VendorRequest<T>): Paged<T> {
  const pages = http.pages(first, ({ body }) => nextPath(first, body?.nextPageToken))
  for (;;) {
    const { done, value } = await orExpired(pages.next(), first)
    if (done) return
    yield { body: value.body, nextToken: value.body.nextPageToken || null }
  }
}

/** Tokens of pages are good for three days (Directory API, "nextPageToken"): what was paused longer begins anew. */
async function orExpired<T>(answer: Promise<T>, { query }: VendorRequest<unknown>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (query?.pageToken === undefined || !(error instanceof SourceError) || error.code !== 'unreadable') throw error
    const text = `Google does not know any more where the listing broke off, so it begins anew. ${error.message}`
    throw new SourceError('cursor_expired', text, { requestId: error.requestId, cause: error })
  }
}

function nextPath({ path, query = {} }: VendorRequest<unknown>, pageToken: string | undefined): string | null {
  if (!pageToken) return null
  const given = Object.entries({ ...query, pageToken }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `${path}?${new URLSearchParams(given)}`
}

const Refusal = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z.string().nullish() })).nullish() }),
})

/** 403 is throttling as often as denial: the reason tells (Directory API, "Handle errors"). */
function refusal({ status, text }: RawAnswer): SourceError | null {
  if (status !== 403 && status !== 429) return null
  const reasons = Refusal.safeParse(parseJson(text)).data?.error.errors?.map(({ reason }) => reason ?? '') ?? []
  if (!reasons.some((reason) => throttlingReasons.includes(reason))) return null
  return new SourceError('rate_limited', 'Google takes no more requests for the moment. The run goes on by itself.')
}
