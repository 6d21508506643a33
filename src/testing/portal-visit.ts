import assert from 'node:assert/strict'
import type { JsonObject } from '../model/json.ts'
import type { Answer, TestApi } from './api-app.ts'
import { expectDescribed } from './described-answers.ts'

const noRoute = ['route_not_found', 'method_not_allowed']

/** A portal that somebody has opened by a link. */
export type PortalVisit = {
  readonly setCookie: string
  readonly location: unknown
  /** Sends a request below `/setup/api`, as the app in the browser does. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Answer>
}

/** Makes a link to the portal of an organization. */
export async function generateLink(api: TestApi, organization: string, options: object = {}) {
  const answer = await api.call('POST', '/portal/generate_link', {
    body: { organization, intent: 'dsync', ...options },
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** The path of an address of the server under test. */
export const pathOf = (link: string) => link.replace('http://muster.test', '')

/** Follows a link as a browser does: goes where it leads with the cookie that came with it. */
export async function followLink(api: TestApi, link: string): Promise<PortalVisit> {
  const first = await api.app.inject(pathOf(link))
  assert.equal(first.statusCode, 303, first.body)
  const setCookie = String(first.headers['set-cookie'])
  const cookie = setCookie.split(';')[0] ?? ''
  return {
    setCookie,
    location: first.headers.location,
    async call(method, path, { body, headers = {} } = {}) {
      const payload = body === undefined ? {} : { payload: body as JsonObject }
      const sent = { cookie, 'x-muster-request': '1', 'sec-fetch-site': 'same-origin', ...headers }
      const answer = await api.app.inject({ method, url: `/setup/api${path}`, headers: sent, ...payload })
      const given = { status: answer.statusCode, body: answer.body && answer.json() }
      // What is not behind the door has no description there.
      if (!noRoute.includes(given.body?.code)) expectDescribed({ method, url: path, ...given })
      return { ...given, headers: answer.headers }
    },
  }
}
