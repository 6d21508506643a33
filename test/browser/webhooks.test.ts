import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'
import {
  checkScreen,
  expectNoViolation,
  keyboard,
  options,
  type ScreenWorld,
  schemes,
  screenWorld,
} from './screen-world.ts'

const failing = ({ endpoints }: ScreenWorld) => `/dashboard/webhooks/${endpoints.failing}`

for (const scheme of schemes) {
  test(`an endpoint that fails is sound in ${scheme}`, options, async () => {
    const world = await screenWorld()
    await using opened = await world.open(failing(world), { scheme })
    await checkScreen(opened, 'webhook-failing')
  })

  test(`a call to an endpoint is sound in ${scheme}, with its signature`, options, async () => {
    const world = await screenWorld()
    const { data } = await world.api('GET', `/webhook_endpoints/${world.endpoints.failing}/attempts?limit=1`)
    await using opened = await world.open(`${failing(world)}?panel=${data[0].id}`, { scheme })
    await opened.page.getByText('WorkOS-Signature').waitFor()
    await checkScreen(opened, 'webhook-attempt')
  })

  test(`the settings of an endpoint are sound in ${scheme}`, options, async () => {
    const world = await screenWorld()
    await using opened = await world.open(`${failing(world)}?tab=settings`, { scheme })
    await checkScreen(opened, 'webhook-settings')
  })

  test(`the form of a new endpoint is sound in ${scheme}`, options, async () => {
    const { open } = await screenWorld()
    await using opened = await open('/dashboard/webhooks?new=true', { scheme })
    await opened.page.getByRole('radio', { name: 'Only these:' }).click()
    await checkScreen(opened, 'webhook-form')
  })

  test(`the sinks are sound in ${scheme}`, options, async () => {
    const { open } = await screenWorld()
    await using opened = await open('/dashboard/webhooks?tab=sinks', { scheme })
    await checkScreen(opened, 'sinks')
  })
}

/** Makes a directory, whose events (a token, its activation by the first write) are delivered. */
async function makeNews({ api, organizations }: ScreenWorld, name: string): Promise<void> {
  const organization_id = organizations.harrowmere
  await api('POST', '/directories', { organization_id, name, type: 'generic scim v2.0' })
}

/** Waits until an endpoint that refuses everything was tried as often as servers of these tests do: not again within an hour. */
async function untilLeftAlone({ api }: ScreenWorld, id: string): Promise<void> {
  for (;;) {
    const { data } = await api('GET', `/webhook_endpoints/${id}/attempts?status=failed&limit=100`)
    if (data.length >= 3) return
    await pause(20)
  }
}

async function countIn(dialog: Locator): Promise<number> {
  const button = dialog.getByRole('button', { name: /^Replay \d+ events?$/ })
  await button.waitFor()
  return Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
}

async function makeEndpoint(page: Page, url: string): Promise<string> {
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('button', { name: 'New endpoint' }))
  await keys.press('Enter')
  await keys.untilFocused(page.getByRole('textbox', { name: 'URL' }))
  await keys.type(url)
  await keys.press('Enter')
  await page.waitForURL(/\/webhooks\/we_/)
  return /we_\w+/.exec(page.url())?.[0] ?? ''
}

test(
  'an endpoint is made by the keyboard; what it refused while it was broken comes by a replay, counted before',
  options,
  async () => {
    const world = await screenWorld()
    let isBroken = true
    await using receiver = await startWebhookReceiver((_, response) => response.writeHead(isBroken ? 500 : 200).end())
    await using opened = await world.open('/dashboard/webhooks', { as: 'admin' })
    const { page } = opened
    const id = await makeEndpoint(page, receiver.url)
    await page.getByText('Signing secret').waitFor()
    await makeNews(world, 'Refused')
    await untilLeftAlone(world, id)
    await page.getByRole('tab', { name: 'Attempts' }).click()
    await page.getByText('Failed', { exact: true }).first().waitFor()
    isBroken = false
    await page.getByRole('button', { name: 'Replay…' }).click()
    const dialog = page.getByRole('dialog')
    const count = await countIn(dialog)
    assert.ok(count >= 1)
    await expectNoViolation(page)
    const before = receiver.received.length
    await dialog.getByRole('button', { name: /^Replay/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await receiver.until(before + count)
    const sent = receiver.received.slice(before).map(({ body }) => JSON.parse(body).id)
    const { data } = await world.api('GET', `/webhook_endpoints/${id}/attempts?status=failed&limit=100`)
    for (const { event_id: event } of data) assert.ok(sent.includes(event), `${event} was not sent again`)
  },
)

test('a call that failed is sent again from its panel', options, async () => {
  const { open, api, endpoints } = await screenWorld()
  const { data } = await api('GET', `/webhook_endpoints/${endpoints.healthy}/attempts?status=failed&limit=1`)
  await using opened = await open(`/dashboard/webhooks/${endpoints.healthy}?panel=${data[0].id}`)
  await opened.page.getByRole('button', { name: 'Send again' }).click()
  await opened.page.getByText(/^Sent again/).waitFor()
  const after = await api(
    'GET',
    `/webhook_endpoints/${endpoints.healthy}/attempts?event_id=${data[0].event_id}&limit=1`,
  )
  assert.equal(after.data[0].attempt, 0)
})

test('a test event is sent from the page, and what was answered is shown', options, async () => {
  const { open, endpoints } = await screenWorld()
  await using opened = await open(`/dashboard/webhooks/${endpoints.failing}`)
  const { page } = opened
  await page.getByRole('button', { name: 'Send test event' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('no healthy upstream').waitFor()
  await opened.settled()
  await expectNoViolation(page)
})

test('an admin rotates the secret with an overlap and sees the new one', options, async () => {
  const { open, api, endpoints } = await screenWorld()
  const path = `/webhook_endpoints/${endpoints.failing}`
  const before = await api('GET', path)
  await using opened = await open(`/dashboard/webhooks/${endpoints.failing}?tab=settings`, { as: 'admin' })
  const { page } = opened
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Rotate secret' }).click()
  await dialog.getByText(/^whsec_/).waitFor()
  const after = await api('GET', path)
  assert.notEqual(after.secret, before.secret)
  assert.ok(after.previous_secret_until)
  assert.equal(await dialog.getByText(after.secret).count(), 1)
})

test(
  'a support role sees how endpoints fare, and neither the secret nor a way to change anything',
  options,
  async () => {
    const { open, endpoints } = await screenWorld()
    await using opened = await open(`/dashboard/webhooks/${endpoints.healthy}?tab=settings`, { as: 'support' })
    const { page } = opened
    await page.getByText('Your role may not see it.').waitFor()
    for (const name of ['Rotate secret', 'Send test event', 'Replay…', 'More']) {
      assert.equal(await page.getByRole('button', { name }).count(), 0, name)
    }
    const refused = await page.evaluate<number>(
      `fetch('dashboard/api/webhook_endpoints/${endpoints.healthy}/rotate_secret', {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-muster-request': '1' }, body: '{}',
    }).then(({ status }) => status)`,
    )
    assert.equal(refused, 403)
  },
)
