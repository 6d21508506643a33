import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  checkScreen,
  expectCount,
  expectNoViolation,
  expectText,
  keyboard,
  options,
  type ScreenWorld,
  schemes,
  screenWorld,
} from './screen-world.ts'

const tabs = {
  okta: ['users', 'groups', 'requests', 'settings', 'history'],
  entra: ['runs', 'mapping', 'scope', 'settings', 'history'],
} as const

/** The page of a directory of this kind, and its tabs, by the names of their pictures. */
function screensOf({ directories }: ScreenWorld, kind: keyof typeof tabs): Record<string, string> {
  const page = `/dashboard/directories/${directories[kind]}`
  const ofTabs = tabs[kind].map((tab) => [`directory-${kind}-${tab}`, `${page}?tab=${tab}`])
  return { [`directory-${kind}`]: page, ...Object.fromEntries(ofTabs) }
}

async function checkAll(world: ScreenWorld, scheme: (typeof schemes)[number], screens: Record<string, string>) {
  for (const [name, path] of Object.entries(screens)) {
    await using opened = await world.open(path, { scheme })
    await checkScreen(opened, name)
  }
}

for (const scheme of schemes) {
  for (const kind of ['okta', 'entra'] as const) {
    test(`a directory of ${kind} and its tabs, ${scheme}`, options, async () => {
      const world = await screenWorld()
      await checkAll(world, scheme, screensOf(world, kind))
    })
  }
}

const statusOf = async (endpoint: string, token: string) =>
  (await fetch(`${endpoint}/Users?count=1`, { headers: { authorization: `Bearer ${token}` } })).status

async function rotate(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Rotate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make the new token' }).waitFor()
  await expectNoViolation(page)
  await dialog.getByRole('button', { name: 'Make the new token' }).click()
  await dialog.getByRole('button', { name: /^Show/ }).click()
  const field = dialog.getByRole('group', { name: 'Bearer token' }).locator('code')
  await expectText(field, /^scim_\w+$/)
  const token = (await field.textContent()) ?? ''
  await expectNoViolation(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  return token
}

test('a token is rotated without a gap: the old one works until its successor is in place', options, async () => {
  const world = await screenWorld()
  const { endpoint, token: old } = world.okta
  await using opened = await world.open(`/dashboard/directories/${world.directories.okta}`)
  const { page } = opened
  const token = await rotate(page)
  assert.deepEqual([await statusOf(endpoint, old), await statusOf(endpoint, token)], [200, 200])

  const row = page.getByRole('row', { name: new RegExp(old.slice(-4)) })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('The token was revoked').waitFor()
  assert.deepEqual([await statusOf(endpoint, old), await statusOf(endpoint, token)], [401, 200])
})

test(
  'a directory is found, filtered and opened by keys alone, and the address says what is shown',
  options,
  async () => {
    const world = await screenWorld()
    await using opened = await world.open('/dashboard/directories')
    const { page } = opened
    const keys = keyboard(page)
    await page.getByRole('row', { name: /Harrowmere Okta/ }).waitFor()
    await keys.press('/')
    await keys.type('quillhaven')
    await page.waitForURL('**search=quillhaven')
    await opened.settled()
    await expectCount(page.getByRole('row', { name: /Harrowmere Okta/ }), 0)
    await keys.press('Escape')
    await page.waitForURL(({ search }) => !search.includes('search='))
    await page.getByRole('row', { name: /Harrowmere Okta/ }).waitFor()
    await keys.press('Escape', 'j', 'Enter')
    await page.waitForURL(/\/dashboard\/directories\/directory_\w+/)
  },
)

test('what is wrong with a directory has a button that leads to its end', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(`/dashboard/directories/${world.directories.entra}`)
  const { page } = opened
  const wrong = page.getByRole('region', { name: 'What is wrong' })
  await expectText(wrong, /6 removals wait for a decision/)
  await wrong.getByRole('button', { name: 'Decide' }).click()
  await page.waitForURL(`**/runs/${world.runs.held}`)
})

test('pausing many says first how many people that are, and resuming brings them back', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/directories')
  const { page } = opened
  await page.getByRole('checkbox', { name: 'Select Harrowmere Okta' }).check()
  await page.getByRole('button', { name: /^Pause/ }).click()
  const dialog = page.getByRole('dialog')
  await expectText(dialog, /They hold \d+ people/)
  await expectText(dialog, /Harrowmere Okta/)
  await dialog.getByRole('button', { name: 'Pause' }).click()
  const row = page.getByRole('row', { name: /Harrowmere Okta/ })
  await row.getByText('Paused').waitFor()

  await page.goto(`${world.url}/dashboard/directories/${world.directories.okta}`)
  await page.getByRole('button', { name: 'Resume' }).first().click()
  await page.getByText('The directory is resumed').waitFor()
})

test('a new directory shows its endpoint and token once, with the steps of its provider', options, async () => {
  const world = await screenWorld()
  const path = `/dashboard/directories/new?organization=${world.organizations.brightmoor}`
  await using opened = await world.open(path)
  const { page } = opened
  await page.getByRole('textbox', { name: 'Search providers' }).fill('onelogin')
  await page.getByRole('button', { name: /OneLogin/ }).click()
  await page.getByRole('button', { name: 'Make the directory' }).click()
  await page.getByRole('status').getByText('The directory is ready to be connected').waitFor()
  const endpoint =
    (await page.getByRole('group', { name: 'SCIM endpoint' }).first().locator('code').textContent()) ?? ''
  assert.match(endpoint, /\/scim\/v2\/directory_/)
  await expectNoViolation(page)
  await page.getByRole('link', { name: 'To the directory' }).click()
  await page.getByText('Nobody has arrived yet').waitFor()
})
