import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { DemoAction } from '../src/model/demo.ts'
import { startDemoServer } from '../src/testing/demo-server.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
type Body = any

let started: ReturnType<typeof startDemo> | undefined
after(async () => (await started)?.server[Symbol.asyncDispose]())

/** The one demo of these tests: a company moves in only once. */
function theDemo() {
  started ??= startDemo()
  return started
}

async function startDemo() {
  const server = await startDemoServer()
  const ask = createAsk(server.url)
  return { server, ask, act: (action: DemoAction) => ask('POST', '/demo/actions', action), ...server }
}

/** Asks as the dashboard does, for whoever sits at the machine. */
function createAsk(url: string) {
  return async (method: string, path: string, body?: object): Promise<Body> => {
    const headers = { 'x-muster-request': '1', ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${url}/dashboard/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, ...((await answer.json()) as object) }
  }
}

async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 240_000; waited += 50) {
    const found = await look()
    if (found) return found
    await pause(50)
  }
  assert.fail(`it never was so: ${what}`)
}

test('what somebody does at a simulated provider is seen as requests, as events and as webhooks', {
  timeout: 590_000,
}, async () => {
  const demo = await theDemo()
  const { ask, act, control } = demo
  const { providers } = await ask('GET', '/demo')
  assert.deepEqual(
    providers.map(({ provider, active }: Body) => [provider, active > 0]),
    [
      ['okta', true],
      ['entra', true],
      ['google', true],
    ],
  )
  const hired = await act({ kind: 'hire', provider: 'okta', department: 'Engineering', display_name: 'Grace Hopper' })
  assert.match(hired.sentence, /^Grace Hopper starts as .+ in Engineering/)

  const event = await until('the event is in the log', async () => {
    const { data } = await ask('GET', '/events?events=dsync.user.created&order=desc&limit=100&include=log_entry')
    return data.find(
      (one: Body) => one.event === 'dsync.user.created' && one.data.email === 'grace.hopper@harrowmere.example',
    )
  })
  const request = control.recent().find((item) => item.request_id === event.log_entry.cause.request_id)
  assert.equal(request?.method, 'POST')
  assert.doesNotMatch(JSON.stringify(request), /"password":"[^…]/, 'a password is shown nowhere')
  const happening = control.recent().find(({ id }) => id === request.happening_id)
  assert.equal(happening?.sentence, hired.sentence)
  const webhook = await until('the webhook has come', async () =>
    control.recent().find((item) => item.event_id === event.id),
  )
  assert.deepEqual([webhook.status, webhook.is_verified], [200, true])
})

test('teams move, titles change, people leave and come back', { timeout: 590_000 }, async () => {
  const demo = await theDemo()
  const { ask, act } = demo
  const entra = async () => (await ask('GET', '/demo')).providers[1]
  const [team] = (await entra()).teams
  const department = (await entra()).departments.find(({ name }: Body) => name !== team.department).name
  assert.equal((await act({ kind: 'move_team', provider: 'entra', team: team.id, department })).status, 200)
  const person = async () => (await entra()).people.find(({ id }: Body) => id === team.id)
  assert.equal((await person()).department, department)
  await act({ kind: 'change_title', provider: 'entra', person: team.id, title: 'Chief of Everything' })
  await act({ kind: 'deactivate', provider: 'entra', person: team.id })
  const { size: _, ...known } = team
  assert.deepEqual(await person(), { ...known, title: 'Chief of Everything', department, is_active: false })
  const refused = await act({ kind: 'deactivate', provider: 'entra', person: team.id })
  assert.deepEqual([refused.status, refused.message], [400, `${team.name} has left already.`])
  await act({ kind: 'reactivate', provider: 'entra', person: team.id })
  assert.equal((await person()).is_active, true)
})

test('the mistake at the source that is read is held, and undone', { timeout: 590_000 }, async () => {
  const demo = await theDemo()
  const { ask, act } = demo
  const google = (await ask('GET', '/demo')).providers[2]
  const runs = async () => (await ask('GET', `/directories/${google.directory_id}/sync_runs`)).data
  await until('the first sync is done', async () => (await runs()).some(({ state }: Body) => state === 'completed'))
  const before = await ask('POST', `/directories/${google.directory_id}/sync_runs`, { kind: 'full' })
  await act({ kind: 'narrow_role' })
  assert.notEqual(
    (await runs())[0].id,
    before.id,
    'what was on its way may have read everybody before: another run follows',
  )
  assert.equal((await ask('GET', '/demo')).is_role_narrowed, true)
  const again = await act({ kind: 'narrow_role' })
  assert.deepEqual([again.status, again.message], [400, 'The mistake is made already.'])
  await until('a run is held', async () => (await runs()).some(({ state }: Body) => state === 'waiting'))
  await act({ kind: 'restore_role' })
  await until('nothing waits any more', async () => (await runs()).every(({ state }: Body) => state !== 'waiting'))
})

test('the product breaks when it is told to, and other sites cannot steer the demo', { timeout: 590_000 }, async () => {
  const demo = await theDemo()
  const { ask, act, control } = demo
  await act({ kind: 'set_receiver', is_failing: true })
  await act({ kind: 'hire', provider: 'entra', department: 'Research' })
  await until('a webhook is refused', async () =>
    control.recent().find(({ object, status }) => object === 'demo_webhook' && status === 503),
  )
  await act({ kind: 'set_receiver', is_failing: false })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ kind: 'set_life', is_running: false })
  const foreign = await fetch(`${demo.url}/dashboard/api/demo/actions`, { method: 'POST', headers, body })
  assert.equal(((await foreign.json()) as Body).code, 'cross_site_request')
  assert.equal((await ask('POST', '/demo/actions', { kind: 'blow_up' })).status, 422)
})

test('the stream of the demo begins with what there was, and goes on with what comes', {
  timeout: 590_000,
}, async () => {
  const demo = await theDemo()
  await using reader = await openStream(`${demo.url}/dashboard/api/demo/stream`)
  await until('what there was has come', async () => /"object":"demo_request"/.test(reader.text()))
  await demo.act({ kind: 'hire', provider: 'okta', department: 'Sales', display_name: 'Mary Jackson' })
  await until('what comes has come', async () => /"by":"you"/.test(reader.text()) && /Mary Jackson/.test(reader.text()))
})

async function openStream(url: string) {
  const controller = new AbortController()
  const answer = await fetch(url, { signal: controller.signal })
  let text = ''
  const reading = (async () => {
    for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString('utf8')
  })().catch(() => {})
  return {
    text: () => text,
    async [Symbol.asyncDispose]() {
      controller.abort()
      await reading
    },
  }
}
