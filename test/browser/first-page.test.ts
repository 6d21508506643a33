import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { apiKey, openPageWorld, skip } from './page-world.ts'

const options = { skip, timeout: 120_000 }

const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor()

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page, the page of a user and the sign-in are accessible in ${colorScheme}`, options, async () => {
    await using world = await openPageWorld()
    const id = await world.addUser('Øyvind Lie')
    for (const path of ['/dashboard', `/dashboard/users/${id}`]) {
      await using opened = await world.open(path, { colorScheme })
      await opened.page.locator('summary').first().click()
      await opened.page.locator('details .json').first().waitFor()
      await expectNoViolation(opened.page)
      assert.deepEqual(opened.problems, [], path)
    }
    await using opened = await world.open('/dashboard/sign-in', { colorScheme })
    await expectNoViolation(opened.page)
    assert.deepEqual(opened.problems, [])
  })
}

test('a pushed user appears on the open page, with the counts', options, async () => {
  await using world = await openPageWorld()
  await using opened = await world.open('/')
  const { page, problems } = opened
  await isLive(page)
  await page.locator('dd', { hasText: /^0$/ }).first().waitFor()
  await world.addUser('Zoe Marsh')
  await page.getByText('Zoe Marsh was added').waitFor({ timeout: 5_000 })
  await page.locator('dd', { hasText: /^1$/ }).waitFor({ timeout: 5_000 })
  await page.locator('.person', { hasText: 'Zoe Marsh' }).waitFor({ timeout: 5_000 })
  assert.deepEqual(problems, [])
})

test('new events wait behind a button while somebody points at the list', options, async () => {
  await using world = await openPageWorld()
  await world.addUser('Amara Okafor')
  await using opened = await world.open('/')
  const { page } = opened
  await isLive(page)
  const first = page.locator('#events summary').first()
  await first.hover()
  const pointedAt = await first.textContent()
  await world.addUser('Caleb Brooks')
  const button = page.getByRole('button', { name: '1 new' })
  await button.waitFor()
  assert.equal(await first.textContent(), pointedAt)
  await button.click()
  await page.getByText('Caleb Brooks was added').waitFor()
  await page.mouse.move(0, 0)
  await world.addUser('Paige Hayes')
  await page.getByText('Paige Hayes was added').waitFor({ timeout: 5_000 })
})

test('the keyboard alone opens an event, finds a person and reads how they were received', options, async () => {
  await using world = await openPageWorld()
  await world.addUser('Rhys Thorne')
  await world.addUser('Freya Lockwood')
  await using opened = await world.open('/')
  const { page, problems } = opened
  await page.locator('.person').nth(1).waitFor()
  await page.locator('#events summary').nth(1).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('details[open] .json').first().waitFor()
  await page.locator('#search').focus()
  await page.keyboard.type('freya')
  await page.locator('.person').nth(1).waitFor({ state: 'detached' })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Freya Lockwood' }).waitFor()
  const received = page.getByRole('region', { name: 'As received' })
  assert.match((await received.textContent()) ?? '', /"displayName": "Freya Lockwood"/)
  assert.doesNotMatch(await page.content(), /never-to-be-seen/, 'a password is shown nowhere')
  assert.deepEqual(problems, [])
})

test('nothing is cut off on a phone, nor at twice the size', options, async () => {
  await using world = await openPageWorld()
  const id = await world.addUser('Sigríður Guðmundsdóttir-Þorsteinsdóttir')
  for (const path of ['/dashboard', `/dashboard/users/${id}`, '/dashboard/sign-in']) {
    for (const width of [375, 640]) {
      await using opened = await world.open(path, { viewport: { width, height: 700 } })
      await opened.page.waitForLoadState('load')
      const overflow = await opened.page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.equal(overflow, 0, `${path} at ${width}`)
    }
  }
})

test(
  'the page says that it reconnects when the server is gone, and misses nothing when it is back',
  options,
  async () => {
    await using world = await openPageWorld()
    await using opened = await world.open('/')
    const { page } = opened
    await isLive(page)
    await world.stopServer()
    await page.getByText('Reconnecting…').waitFor()
    await world.restartServer({ demo: true })
    await world.addUser('Tamsin Holloway')
    await page.getByText('Tamsin Holloway was added').waitFor({ timeout: 15_000 })
  },
)

test(
  'without the demo the page asks for a key, refuses a wrong one in words, and opens with a right one',
  options,
  async () => {
    await using world = await openPageWorld()
    await world.stopServer()
    await world.restartServer({ demo: false })
    await using opened = await world.open('/')
    const { page } = opened
    await page.getByLabel('API key').fill('sk_wrong')
    await page.keyboard.press('Enter')
    await page.getByText('This key is not known here').waitFor()
    await page.getByLabel('API key').fill(apiKey)
    await page.keyboard.press('Enter')
    await isLive(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to Muster' }).waitFor()
  },
)
