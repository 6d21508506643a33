import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { followLink, generateLink, pathOf } from '../../testing/portal-visit.ts'
import { createApp } from '../app.ts'

function clockAt(time: string) {
  const state = { now: new Date(time) }
  return { now: () => state.now, set: (next: string) => Object.assign(state, { now: new Date(next) }) }
}

test('a link opens the portal of its organization, without its token in the address', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'Acme <b>& "Co"')
  const made = await generateLink(api, organizationId, { return_url: 'https://app.test/settings?a=1&b=2' })
  assert.match(made.link, /^http:\/\/muster\.test\/setup\/portal_\w{40}$/)

  const visit = await followLink(api, made.link)
  assert.equal(visit.location, '/setup')
  assert.match(visit.setCookie, /^muster_portal=[\w-]+; Path=\/setup; Max-Age=28800; HttpOnly; SameSite=Strict$/)
  const { status, body } = await visit.call('GET', '/me')
  assert.equal(status, 200)
  assert.deepEqual(body.organization, { id: organizationId, name: 'Acme <b>& "Co"' })
  assert.deepEqual(
    [body.return_url, body.success_url, body.directory_id],
    ['https://app.test/settings?a=1&b=2', null, null],
  )
})

test('a link as they were written before leads to the same visit', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const { link } = await generateLink(api, organizationId)
  const token = String(link).split('/setup/')[1]
  const answer = await api.app.inject(`/portal?token=${token}`)
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/setup'])
  assert.match(String(answer.headers['set-cookie']), /^muster_portal=[\w-]+; Path=\/setup;/)
  const bare = await api.app.inject('/portal')
  assert.deepEqual([bare.statusCode, bare.headers.location, bare.headers['set-cookie']], [303, '/setup', undefined])
})

test('a link can be opened for 5 minutes, or as long as it was made for, and who opened it may stay for 8 hours', async () => {
  const clock = clockAt('2026-03-01T10:00:00Z')
  await using api = await createTestApi({ clock })
  const { organizationId } = await createTestDirectory(api)
  const short = await generateLink(api, organizationId)
  const long = await generateLink(api, organizationId, { expires_in_minutes: 43_200 })
  assert.equal(short.expires_at, '2026-03-01T10:05:00.000Z')
  assert.equal(long.expires_at, '2026-03-31T10:00:00.000Z')

  clock.set('2026-03-01T10:04:59Z')
  const visit = await followLink(api, short.link)
  clock.set('2026-03-01T10:05:00Z')
  const ended = await api.app.inject(pathOf(short.link))
  assert.deepEqual([ended.statusCode, ended.headers.location], [303, '/setup/ended?reason=expired'])
  assert.equal(ended.headers['set-cookie'], undefined)
  await followLink(api, long.link)
  clock.set('2026-03-01T18:04:58Z')
  assert.equal((await visit.call('GET', '/me')).body.until, '2026-03-01T18:04:59.000Z')
  clock.set('2026-03-01T18:04:59Z')
  const over = await visit.call('GET', '/me')
  assert.deepEqual([over.status, over.body.code], [401, 'portal_session_ended'])
})

test('a link that nobody made, no link at all and a forged session open nothing', async () => {
  await using api = await createTestApi()
  for (const url of ['/setup/portal_unknown', '/portal?token=portal_unknown', '/portal?token=a&token=b']) {
    const answer = await api.app.inject(url)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/setup/ended?reason=unknown'], url)
    assert.equal(answer.headers['set-cookie'], undefined)
  }
  for (const headers of [{}, { cookie: 'muster_portal=forged' }]) {
    for (const url of ['/setup/api/me', '/setup/api/directories']) {
      const answer = await api.app.inject({ url, headers })
      assert.deepEqual([answer.statusCode, answer.json().code], [401, 'portal_session_required'], url)
    }
  }
})

test('a link that is revoked ends at once, also for whoever has opened it', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const emails = ['it@acme.test']
  const made = await generateLink(api, organizationId, { it_contact_emails: emails })
  const list = async () => (await api.call('GET', `/portal/links?organization_id=${organizationId}`)).body.data
  const [shown] = await list()
  const { link, ...rest } = made
  assert.deepEqual(shown, rest)
  assert.deepEqual([shown.it_contact_emails, shown.opened_at], [emails, null])

  const visit = await followLink(api, link)
  assert.notEqual((await list())[0].opened_at, null)
  assert.equal((await visit.call('GET', '/directories')).status, 200)
  assert.equal((await api.call('DELETE', `/portal/links/${made.id}`)).status, 204)
  assert.equal((await api.call('DELETE', `/portal/links/${made.id}`)).status, 404)
  for (const path of ['/me', '/directories']) {
    const answer = await visit.call('GET', path)
    assert.deepEqual([answer.status, answer.body.code], [401, 'portal_link_revoked'])
  }
  assert.equal((await api.app.inject(pathOf(link))).headers.location, '/setup/ended?reason=revoked')
  const [hash] = await api.database.query<{ text: string }>({
    text: 'select portal_links::text as text from portal_links',
  })
  assert.ok(!hash?.text.includes(String(link).split('/setup/')[1] ?? ''), 'the token is not stored')
})

test('an organization that is deleted ends the visits to it', async () => {
  await using api = await createTestApi()
  const { body } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const { link } = await generateLink(api, body.id)
  const visit = await followLink(api, link)
  await api.call('DELETE', `/organizations/${body.id}`)
  assert.equal((await visit.call('GET', '/me')).status, 401)
  assert.equal((await api.app.inject(pathOf(link))).headers.location, '/setup/ended?reason=unknown')
})

test('a link may lead straight to one directory, of its own organization only', async () => {
  await using api = await createTestApi()
  const { organizationId: organization, id } = await createTestDirectory(api)
  const stranger = await createTestDirectory(api, 'Stranger')
  const made = await generateLink(api, organization, { directory: id })
  assert.equal(made.directory_id, id)
  const visit = await followLink(api, made.link)
  assert.equal((await visit.call('GET', '/me')).body.directory_id, id)
  const refused = await api.call('POST', '/portal/generate_link', { body: { organization, directory: stranger.id } })
  assert.equal(refused.status, 404)
  await api.call('DELETE', `/directories/${id}`)
  const gone = await api.call('POST', '/portal/generate_link', { body: { organization, directory: id } })
  assert.ok(gone.status === 404 || gone.body.code === 'directory_deleting', JSON.stringify(gone.body))
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
  const { link } = await generateLink(api, organizationId)
  const { headers } = await app.inject(pathOf(link))
  assert.equal(headers.location, '/muster/setup')
  assert.match(String(headers['set-cookie']), /; Path=\/muster\/setup; .*; Secure$/)
  const unknown = await app.inject('/setup/portal_unknown')
  assert.equal(unknown.headers.location, '/muster/setup/ended?reason=unknown')
  await app.close()
})

test('the screens of links that have ended have statuses that programs understand', async () => {
  await using api = await createTestApi()
  const statuses = { unknown: 404, expired: 410, revoked: 410, session_ended: 410, nonsense: 404 }
  for (const [reason, status] of Object.entries(statuses)) {
    const answer = await api.app.inject(`/setup/ended?reason=${reason}`)
    // 503 where the web apps were not built: the screen is theirs.
    assert.ok([status, 503].includes(answer.statusCode), `${reason}: ${answer.statusCode}`)
  }
  const branding = await api.app.inject('/setup/api/branding')
  assert.deepEqual([branding.statusCode, branding.json().object], [200, 'branding'])
})
