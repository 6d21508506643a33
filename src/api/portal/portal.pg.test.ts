import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { creationOfUser } from '../../testing/directory-content.ts'
import { createApp } from '../app.ts'

async function generate(api: TestApi, organization: string, options: object = {}) {
  const answer = await api.call('POST', '/portal/generate_link', {
    body: { organization, intent: 'dsync', ...options },
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

const pathOf = (link: string) => link.replace('http://muster.test', '')

/** Opens a link as a browser does: follows its redirect with the cookie that came with it. */
async function open(api: TestApi, link: string) {
  const first = await api.app.inject(pathOf(link))
  assert.equal(first.statusCode, 303, first.body)
  const cookie = String(first.headers['set-cookie'])
  const visit = () => api.app.inject({ url: String(first.headers.location), headers: { cookie: cookie.split(';')[0] } })
  return { cookie, location: first.headers.location, visit, page: await visit() }
}

function clockAt(time: string) {
  const state = { now: new Date(time) }
  return { now: () => state.now, set: (next: string) => Object.assign(state, { now: new Date(next) }) }
}

test('a link opens the directories of its organization and of no other, without its token in the address', async () => {
  await using api = await createTestApi()
  const { organizationId, id, scope } = await createTestDirectory(api, 'Acme <b>& "Co"')
  const stranger = await createTestDirectory(api, 'Stranger')
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const made = await generate(api, organizationId, { return_url: 'https://app.test/settings?a=1&b=2' })
  assert.match(made.link, /^http:\/\/muster\.test\/portal\?token=portal_\w{40}$/)

  const { cookie, location, page } = await open(api, made.link)
  assert.equal(location, '/portal')
  assert.match(cookie, /^muster_portal=[\w-]+; Path=\/portal; Max-Age=3600; HttpOnly; SameSite=Lax$/)
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('<h1>Directories of Acme &lt;b&gt;&amp; &quot;Co&quot;</h1>'), page.body)
  assert.ok(page.body.includes(`http://muster.test/scim/v2/${id}`))
  assert.ok(page.body.includes('1 active, 0 inactive'))
  assert.ok(page.body.includes('href="https://app.test/settings?a=1&amp;b=2"'))
  assert.ok(!page.body.includes('Stranger') && !page.body.includes(stranger.id))
  assert.match(
    String(page.headers['content-security-policy']),
    /^default-src 'none'; img-src data:; style-src 'sha256-/,
  )
  assert.equal(page.headers['cache-control'], 'no-store')
})

test('a link can be opened for 5 minutes, or as long as it was made for, and who opened it may look for an hour', async () => {
  const clock = clockAt('2026-03-01T10:00:00Z')
  await using api = await createTestApi({ clock })
  const { organizationId } = await createTestDirectory(api)
  const short = await generate(api, organizationId)
  const long = await generate(api, organizationId, { expires_in_minutes: 43_200 })
  assert.equal(short.expires_at, '2026-03-01T10:05:00.000Z')
  assert.equal(long.expires_at, '2026-03-31T10:00:00.000Z')

  clock.set('2026-03-01T10:04:59Z')
  const { visit } = await open(api, short.link)
  clock.set('2026-03-01T10:05:00Z')
  const ended = await api.app.inject(pathOf(short.link))
  assert.equal(ended.statusCode, 410)
  assert.match(ended.body, /This link has ended/)
  assert.equal((await open(api, long.link)).page.statusCode, 200)
  assert.equal((await visit()).statusCode, 200)
  clock.set('2026-03-01T11:05:00Z')
  const over = await visit()
  assert.equal(over.statusCode, 410)
  assert.match(over.body, /Your visit has ended/)
})

test('a link that nobody made, no link at all and a forged session are told apart from nothing, with 404', async () => {
  await using api = await createTestApi()
  const requests = [
    { url: '/portal?token=portal_unknown' },
    { url: '/portal?token=a&token=b' },
    { url: '/portal' },
    { url: '/portal', headers: { cookie: 'muster_portal=forged' } },
  ]
  for (const request of requests) {
    const answer = await api.app.inject(request)
    assert.equal(answer.statusCode, 404, request.url)
    assert.match(String(answer.headers['content-type']), /^text\/html/)
    assert.equal(answer.headers['set-cookie'], undefined)
  }
})

test('links are listed without their token, and one that is revoked ends for whoever has opened it', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const emails = ['it@acme.test']
  const made = await generate(api, organizationId, { it_contact_emails: emails })
  const list = async () => (await api.call('GET', `/portal/links?organization_id=${organizationId}`)).body.data
  const [shown] = await list()
  const { link, ...rest } = made
  assert.deepEqual(shown, rest)
  assert.deepEqual([shown.it_contact_emails, shown.opened_at], [emails, null])

  const { visit } = await open(api, link)
  assert.notEqual((await list())[0].opened_at, null)
  assert.equal((await api.call('DELETE', `/portal/links/${made.id}`)).status, 204)
  assert.equal((await api.call('DELETE', `/portal/links/${made.id}`)).status, 404)
  assert.equal((await visit()).statusCode, 410)
  assert.equal((await api.app.inject(pathOf(link))).statusCode, 410)
  const [hash] = await api.database.query<{ text: string }>({
    text: 'select portal_links::text as text from portal_links',
  })
  assert.ok(!hash?.text.includes(link.split('token=')[1]), 'the token is not stored')
})

test('a link with what cannot be is refused: other intents, unknown organizations, addresses that are no web page', async () => {
  await using api = await createTestApi()
  const { organizationId: organization } = await createTestDirectory(api)
  const refusal = async (body: object) => {
    const answer = await api.call('POST', '/portal/generate_link', { body })
    return [answer.status, answer.body.code]
  }
  assert.deepEqual(await refusal({ organization, intent: 'sso' }), [400, 'portal_intent_not_offered'])
  assert.deepEqual(await refusal({ organization, intent: 'nonsense' }), [422, 'invalid_request_parameters'])
  assert.deepEqual(await refusal({ organization: 'org_unknown' }), [404, 'entity_not_found'])
  const emails = Array.from({ length: 21 }, (_, index) => `it${index}@acme.test`)
  const wrong = [
    { return_url: 'javascript:alert(1)' },
    { return_url: 'https://acme.test/\r\nset-cookie: a=b' },
    { success_url: '/relative' },
    { it_contact_emails: emails },
    { it_contact_emails: ['nobody'] },
    { expires_in_minutes: 43_201 },
  ]
  for (const options of wrong)
    assert.equal((await refusal({ organization, ...options }))[0], 422, JSON.stringify(options))
})

test('a server below a path of its address keeps its visitors there', async () => {
  await using api = await createTestApi()
  const app = createApp({ ...api.context, publicUrl: () => 'https://acme.test/muster' })
  const { organizationId } = await createTestDirectory(api)
  const { link } = await generate(api, organizationId)
  const { headers } = await app.inject(pathOf(link))
  assert.equal(headers.location, '/muster/portal')
  assert.match(String(headers['set-cookie']), /; Path=\/muster\/portal; .*; Secure$/)
  await app.close()
})
