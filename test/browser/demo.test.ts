import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { type DemoServer, startDemoServer } from '../../src/testing/demo-server.ts'
import { openBrowser } from './harness/chromium.ts'
import { openScreen, type Scheme } from './harness/open-screen.ts'
import { bothSchemes, checkScreen, expectCount, expectNoViolation, keyboard, options } from './screen-world.ts'

let started: Promise<DemoServer> | undefined
after(async () => (await started)?.[Symbol.asyncDispose]())

/** Opens the screen of the one demo of these tests. */
async function openDemo(query: string, scheme: Scheme = 'light') {
  started ??= startDemoServer()
  const { url } = await started
  return openScreen(await openBrowser(), `${url}/dashboard/demo?${query}`, { scheme })
}

const columns = ['Requests', 'Events', 'Webhooks'] as const

/** What a column says, newest first. */
const lines = (page: Page, column: (typeof columns)[number]) =>
  page.getByRole('region', { name: column }).locator('button[data-item]')

/** The sentence of a line, without the time below it, which goes on. */
const sentenceOf = (line: Locator) => line.locator('span').first()

for (const scheme of bothSchemes) {
  test(`the demo's screen opens in ${scheme}, and a change stands out in its three columns`, options, async () => {
    await using opened = await openDemo('action=deactivate&provider=okta', scheme)
    const { page } = opened
    await page.getByRole('combobox', { name: 'Person' }).click()
    await page.getByRole('option').nth(5).click()
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
    const webhook = lines(page, 'Webhooks').filter({ hasText: 'was deactivated' }).first()
    await webhook.hover()
    for (const column of columns)
      await page.getByRole('region', { name: column }).locator('[data-linked]').first().waitFor()
    await checkScreen(opened, 'demo')
  })
}

test('with the keyboard alone somebody is hired, and followed to the webhook', options, async () => {
  await using opened = await openDemo('action=hire&provider=entra')
  const { page, problems } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('combobox', { name: 'Department' }))
  // The first opens the options, and what is pressed before they are drawn goes to nobody.
  await keys.press('ArrowDown')
  await page.getByRole('option').first().waitFor()
  await keys.press('ArrowDown')
  await page.locator('[role="option"][data-combobox-selected]').waitFor()
  await keys.press('Enter')
  await page.getByRole('option').first().waitFor({ state: 'hidden' })
  await keys.tabTo(page.getByRole('textbox', { name: 'Name' }))
  await keys.type('Katherine Johnson')
  await keys.press('Enter')
  await page.getByRole('status').filter({ hasText: 'Katherine Johnson starts as' }).waitFor()
  // A column that somebody is in takes nothing new.
  for (const column of ['Events', 'Webhooks'] as const)
    await lines(page, column).filter({ hasText: 'Katherine Johnson was added' }).first().waitFor()
  await keys.tabTo(lines(page, 'Events').first())
  // The groups that she joined belong to the same change, and may have come before.
  const goDownToHer = async () => {
    while (!/Katherine Johnson was added/.test((await page.locator(':focus').textContent()) ?? ''))
      await keys.press('ArrowDown')
  }
  await goDownToHer()
  await keys.press('ArrowRight')
  await page.getByRole('region', { name: 'Webhooks' }).locator(':focus').waitFor()
  await goDownToHer()
  await keys.press('Enter')
  await page.getByRole('region', { name: 'Webhooks' }).getByText('"Katherine"').first().waitFor()
  await expectNoViolation(page)
  await keys.press('Escape')
  await expectCount(page.locator('[data-item][aria-expanded=true]'), 0)
  assert.deepEqual(problems, [])
})

test('the mistake leads to the held run, and is undone', options, async () => {
  await using opened = await openDemo('action=mistake')
  const { page, problems } = opened
  await page.getByRole('button', { name: 'Narrow the role' }).click()
  // A column stands still below a pointer.
  await page.mouse.move(0, 0)
  await page.getByRole('link', { name: 'See the held run' }).waitFor()
  await lines(page, 'Events').filter({ hasText: 'A sync waits for a decision' }).first().waitFor()
  await page.getByRole('button', { name: 'Put it right' }).click()
  await page.getByRole('button', { name: 'Narrow the role' }).waitFor()
  assert.deepEqual(problems, [])
})

test('columns stay still while somebody points at them, and count what is new', options, async () => {
  await using opened = await openDemo('action=hire&provider=okta')
  const { page } = opened
  const region = page.getByRole('region', { name: 'Events' })
  const first = lines(page, 'Events').first()
  await first.hover()
  await region.locator('[data-linked]').first().waitFor()
  const pointedAt = (await sentenceOf(first).textContent()) ?? ''
  const { control } = await (started ?? startDemoServer())
  await control.act({ kind: 'hire', provider: 'okta', department: 'Legal' })
  const news = region.getByRole('button', { name: /new$/ })
  await news.waitFor()
  assert.equal(await sentenceOf(first).textContent(), pointedAt)
  const end = await rightEdge(news)
  await news.hover()
  await region.locator('[data-linked]').first().waitFor({ state: 'detached' })
  assert.equal(await rightEdge(news), end, 'what somebody points at to press it moves away')
  await news.click()
  await sentenceOf(first).filter({ hasNotText: pointedAt }).waitFor()
})

async function rightEdge(element: Locator): Promise<number | undefined> {
  const box = await element.boundingBox()
  return box ? Math.round(box.x + box.width) : undefined
}
