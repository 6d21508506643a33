import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  expectCount,
  expectNoViolation,
  keyboard,
  type OpenedScreen,
  options,
  schemes,
  screenWorld,
} from './screen-world.ts'

/** Opens the palette and types into it. */
async function find({ page, settled }: OpenedScreen, text: string): Promise<void> {
  const keys = keyboard(page)
  const field = page.getByRole('textbox', { name: 'Search everything' })
  await field.waitFor({ state: 'detached' })
  await keys.press('Control+k')
  await keys.untilFocused(field)
  await keys.type(text)
  await settled()
}

for (const scheme of schemes) {
  test(`the palette, ${scheme}`, options, async () => {
    const world = await screenWorld()
    await using opened = await world.open('/dashboard/', { scheme })
    await find(opened, 'harrow')
    await opened.page.getByText('Harrowmere Okta').waitFor()
    await expectNoViolation(opened.page, scheme)
    assert.deepEqual(opened.problems, [])
  })
}

test('a person is found by the beginning of the name, and opened by Enter', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/settings')
  const person = await world.api('GET', `/directory_users/${world.people.changed}`)
  await find(opened, String(person.last_name).slice(0, 4))
  await opened.page.getByText(String(person.email)).first().waitFor()
  const found = (kind: string) => opened.page.getByRole('group', { name: kind }).getByRole('button')
  await expectCount(found('People').filter({ hasText: String(person.email) }), 1)
  await found('Users')
    .filter({ hasText: String(person.email) })
    .click()
  await opened.page.waitForURL('**/dashboard/users/directory_user_*')
})

test('an id leads straight to its object, by keys alone', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/')
  await find(opened, world.runs.held)
  await opened.page.getByRole('group', { name: 'Sync runs' }).waitFor()
  await keyboard(opened.page).press('ArrowDown', 'Enter')
  await opened.page.waitForURL(`**/dashboard/directories/${world.directories.entra}/runs/${world.runs.held}`)
})

test('pages and commands are in it, and it remembers what was opened', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/')
  const { page } = opened
  await find(opened, 'switch to dark')
  await expectCount(page.getByRole('button', { name: /dark/i }), 1)
  await keyboard(page).press('ArrowDown', 'Enter')
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
  await find(opened, world.directories.okta)
  await page.getByText('Harrowmere Okta').waitFor()
  await keyboard(page).press('ArrowDown', 'Enter')
  await page.waitForURL(`**/dashboard/directories/${world.directories.okta}`)
  await find(opened, '')
  const before = page.getByRole('group', { name: 'Opened before' })
  await before.getByRole('button', { name: /Harrowmere Okta/ }).waitFor()
  await expectNoViolation(page)
})
