import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScreen, expectCount, expectNoViolation, keyboard, options, schemes, screenWorld } from './screen-world.ts'

for (const scheme of schemes) {
  test(`the log of events, live, is sound in ${scheme}`, options, async () => {
    const { open } = await screenWorld()
    await using opened = await open('/dashboard/events?live=true', { scheme })
    await opened.page.getByRole('log').getByRole('button').first().waitFor()
    await checkScreen(opened, 'events-live')
  })
}

test(
  'an event is opened by the keyboard alone, with what changed, its cause and how to go on from it',
  options,
  async () => {
    const { open, events } = await screenWorld()
    await using opened = await open('/dashboard/events?types=["dsync.user.updated"]')
    const { page } = opened
    const keys = keyboard(page)
    await keys.tabTo(page.locator(`tr[data-row="${events.change}"]`).or(page.locator('tr[data-row]').first()))
    await keys.press('Enter')
    const panel = page.getByRole('dialog')
    await panel.getByRole('table', { name: 'What changed' }).waitFor()
    await panel.getByText('directory_token_').waitFor()
    await panel.getByText(/curl -H .*\/events\?limit=100&after=event_/).waitFor()
    assert.match(page.url(), /panel=event_/)
    await opened.settled()
    await expectNoViolation(page)
    await keys.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await page.waitForURL(({ search }) => !search.includes('panel='))
  },
)

test('the log is narrowed to a user with the memberships, and the address says to whom', options, async () => {
  const { open, people } = await screenWorld()
  await using opened = await open(`/dashboard/events?user=${people.changed}`)
  const { page } = opened
  await page.getByText('dsync.user.updated').first().waitFor()
  const { api } = await screenWorld()
  const { data } = await api('GET', `/events?object_id=${people.changed}&limit=100`)
  await expectCount(page.locator('tr[data-row]'), Math.min(data.length, 50))
  await page.getByRole('button', { name: 'Remove the filter User' }).click()
  await page.waitForURL((url) => !url.search.includes('user'))
})

test('what happens appears while nobody reads, and waits while somebody points at the log', options, async () => {
  const { open, api, organizations } = await screenWorld()
  await using opened = await open('/dashboard/events?live=true')
  const { page } = opened
  const rows = page.getByRole('log').getByRole('button')
  await page.getByText('Live', { exact: true }).last().waitFor()
  /** Makes an event, a bearer token, and gives its row. */
  const happen = async (name: string) => {
    const body = { organization_id: organizations.harrowmere, name, type: 'generic scim v2.0' }
    const { id } = await api('POST', '/directories', body)
    for (;;) {
      const { data } = await api('GET', `/events?directory_id=${id}`)
      if (data[0]) return page.locator(`[data-event="${data[0].id}"]`)
      await page.waitForTimeout(20)
    }
  }
  const first = await happen('First of the log')
  await first.waitFor()
  await rows.nth(2).hover()
  await page.getByText('Paused while you read').waitFor()
  const second = await happen('Second of the log')
  const news = page.getByRole('button', { name: '1 new event' })
  await news.waitFor()
  assert.equal(await second.count(), 0, 'nothing moves under the pointer')
  await news.click()
  await second.waitFor()
  await rows.nth(2).hover()
  const third = await happen('Third of the log')
  await news.waitFor()
  await page.mouse.move(5, 5)
  await page.locator('body').click({ position: { x: 5, y: 500 } })
  await third.waitFor()
  assert.deepEqual(opened.problems, [])
})

test('one event is sent to a webhook from its panel, and what was answered is shown', options, async () => {
  const { open, events, api, endpoints } = await screenWorld()
  await using opened = await open(`/dashboard/events?panel=${events.change}`)
  const { page } = opened
  await page.getByRole('combobox', { name: 'Endpoint' }).click()
  await page.getByRole('option', { name: /\/hooks/ }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/^Answered \d+ in|^It was not acknowledged/).waitFor()
  const { data } = await api(
    'GET',
    `/webhook_endpoints/${endpoints.healthy}/attempts?event_id=${events.change}&limit=1`,
  )
  assert.equal(data[0].attempt, 0)
})

test('who may not write webhooks is not offered to send events', options, async () => {
  const { open, events } = await screenWorld()
  await using opened = await open(`/dashboard/events?panel=${events.change}`, { as: 'auditor' })
  await opened.page.getByRole('table', { name: 'What changed' }).waitFor()
  await opened.settled()
  assert.equal(await opened.page.getByText('Send to a webhook').count(), 0)
})
