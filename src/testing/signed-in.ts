import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import type { Member } from '../model/member.ts'
import type { Role } from '../model/role.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret, newSecret } from '../platform/secrets.ts'
import type { Queryable } from '../store/database.ts'
import { insertMember } from '../store/members.ts'
import { insertSignInLink } from '../store/sign-in-links.ts'
import type { Answer } from './api-app.ts'

type Parts = { readonly database: Queryable; readonly platform: Pick<Platform, 'clock' | 'newId'> }

/** Makes a member of the team and the token of a link that signs it in, valid for an hour. */
export async function makeMember(
  { database, platform }: Parts,
  { role, ...given }: { readonly role: Role } & Partial<Member>,
): Promise<{ readonly member: Member; readonly linkToken: string }> {
  const now = platform.clock.now()
  const member: Member = {
    id: platform.newId('member', now),
    email: `${role}@muster.example`,
    name: `${role[0]?.toUpperCase()}${role.slice(1)} of the team`,
    role,
    state: 'active',
    oidc: null,
    createdAt: now,
    updatedAt: now,
    lastSignInAt: null,
    ...given,
  }
  assert.ok(await insertMember(database, member), `there is a member ${member.email} already`)
  return { member, linkToken: await makeLink({ database, platform }, member.id) }
}

/** Makes a sign-in link, of a member or, with null, of whoever becomes the first owner; gives its token. */
export async function makeLink({ database, platform }: Parts, memberId: string | null): Promise<string> {
  const now = platform.clock.now()
  const token = newSecret('signin')
  const link = {
    id: platform.newId('sign_in_link', now),
    memberId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  }
  await insertSignInLink(database, link, hashSecret(token))
  return token
}

/** A browser that keeps the session's cookie, without a port. */
export type TestBrowser = {
  /** Sends a request as the dashboard does. */
  send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: BrowserRequest): Promise<Answer>
  /** What the cookie header would be. */
  cookie(): string
}

type BrowserRequest = { readonly body?: object; readonly headers?: Readonly<Record<string, string>> }

/** Opens a browser at an app; cookies that the app sets are sent with the next requests. */
export function openTestBrowser(app: FastifyInstance): TestBrowser {
  let cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookie,
    async send(method, url, { body, headers = {} } = {}) {
      const own = { host: 'muster.test', 'x-muster-request': '1', 'sec-fetch-site': 'same-origin', cookie: cookie() }
      const payload = body === undefined ? {} : { payload: body }
      const answer = await app.inject({ method, url, headers: { ...own, ...headers }, ...payload })
      for (const { name, value } of answer.cookies) cookies = new Map(cookies).set(name, value)
      const isJson = String(answer.headers['content-type']).includes('json')
      return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers }
    },
  }
}

/** A browser in which somebody has signed in, by a link or an API key. */
export async function signInAt(
  app: FastifyInstance,
  by: { readonly link_token: string } | { readonly api_key: string },
): Promise<TestBrowser> {
  const browser = openTestBrowser(app)
  const answer = await browser.send('POST', '/dashboard/api/session', { body: by })
  assert.equal(answer.status, 204, JSON.stringify(answer.body))
  return browser
}
