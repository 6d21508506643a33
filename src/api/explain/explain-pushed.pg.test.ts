import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { explain } from '../../testing/explained-company.ts'

async function startPushed() {
  const api = await createTestApi()
  const { id, token } = await createTestDirectory(api)
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', below: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    const payload = body ? { payload: JSON.stringify(body) } : {}
    const answer = await api.app.inject({ method, url: `/scim/v2/${id}${below}`, headers, ...payload })
    return { status: answer.statusCode, body: answer.body ? answer.json() : null }
  }
  const about = (user: string, query = '') =>
    explain(api, `/directories/${id}/explain?user=${encodeURIComponent(user)}${query}`)
  return { api, id, send, about, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

const ada = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'ada@acme.test',
  externalId: 'a-1',
  name: { givenName: 'Ada', familyName: 'Okafor' },
  emails: [{ value: 'ada@acme.test', primary: true }],
  active: true,
}

test('whom the identity provider has sent is explained by its requests, in plain words', async () => {
  await using acme = await startPushed()
  await acme.send('GET', '/Users?filter=userName%20eq%20%22ada%40acme.test%22')
  await acme.send('POST', '/Users', ada)
  const { body, steps } = await acme.about('ADA@acme.test')
  assert.deepEqual(steps, {
    received: 'ok received_by_request',
    in_scope: 'ok source_decides',
    mapped: 'ok normalised',
    matched: 'ok matched',
    present: 'ok active',
  })
  assert.deepEqual([body.verdict, body.received.name.givenName, body.mapped.first_name], ['synced', 'Ada', 'Ada'])
  assert.deepEqual(
    body.requests.map(({ text }: { text: string }) => text),
    ['Your identity provider created the person.', 'Your identity provider looked for the person.'],
  )
})

test('nothing was received yet, nobody like this was, and somebody was looked for only: each is told apart', async () => {
  await using acme = await startPushed()
  assert.equal((await acme.about('eve@acme.test')).steps.received, 'unknown nothing_received_yet')
  await acme.send('POST', '/Users', ada)
  const never = await acme.about('eve@acme.test')
  assert.deepEqual([never.body.verdict, never.steps.received], ['never_seen', 'not_ok never_received'])
  assert.match(never.body.steps[0].fix, /assigned/)
  await acme.send('GET', '/Users?filter=userName%20eq%20%22eve%40acme.test%22')
  const looked = await acme.about('eve@acme.test')
  assert.deepEqual([looked.body.verdict, looked.steps.received], ['not_synced', 'not_ok only_looked_up'])
})

test('a request that was refused says why, with the answer that the identity provider got', async () => {
  await using acme = await startPushed()
  await acme.send('POST', '/Users', ada)
  const refused = await acme.send('POST', '/Users', { ...ada, externalId: 'a-2', nickName: 'eve@acme.test' })
  assert.equal(refused.status, 409)
  const { body, steps } = await acme.about('eve@acme.test')
  assert.deepEqual([body.verdict, steps.received], ['not_synced', 'not_ok refused_request'])
  assert.match(body.steps[0].text, /409.*ada@acme\.test/)
})

test('who was deactivated or deleted by the identity provider is told so, and a source that pushes cannot be asked', async () => {
  await using acme = await startPushed()
  const { body: user } = await acme.send('POST', '/Users', ada)
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
  const Operations = [{ op: 'replace', value: { active: false } }]
  await acme.send('PATCH', `/Users/${user.id}`, { schemas, Operations })
  const inactive = await acme.about(user.id, '&fresh=true')
  assert.deepEqual([inactive.body.verdict, inactive.steps.present], ['inactive', 'not_ok inactive_at_source'])
  assert.deepEqual([inactive.body.is_fresh, inactive.body.notices[0].code], [false, 'source_not_asked'])
  await acme.send('DELETE', `/Users/${user.id}`)
  const gone = await acme.about('ada@acme.test')
  assert.deepEqual([gone.steps.received, gone.steps.present], ['not_ok gone_from_source', 'not_ok deleted'])
})
