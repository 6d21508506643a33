import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { entraSettings } from '../../src/testing/entra-stand-in.ts'
import {
  bothSchemes,
  checkScreen,
  expectCount,
  expectText,
  keyboard,
  type OpenedScreen,
  options,
  schemes,
  screenWorld,
} from './screen-world.ts'

const pathOf = (directoryId: string, screen: string) => `/setup/directories/${directoryId}/${screen}`

/** Opens a screen of the directory that is read from Entra, as its administrator. */
async function openEntra(screen: string, more: object = {}): Promise<OpenedScreen> {
  const world = await screenWorld()
  return world.open(pathOf(world.directories.entra, screen), { as: 'portal', organization: 'quillhaven', ...more })
}

/** Opens a screen of the directory to which Okta pushes. */
async function openOkta(screen: string, more: object = {}): Promise<OpenedScreen> {
  const world = await screenWorld()
  return world.open(pathOf(world.directories.okta, screen), { as: 'portal', organization: 'harrowmere', ...more })
}

/** A directory that was connected and not started yet, in a company that has nothing else. */
async function makeUnstarted() {
  const { api, organizations, tenant } = await screenWorld()
  const body = { organization_id: organizations.brightmoor, name: 'Brightmoor Entra ID', type: 'entra id' }
  const { id } = await api('POST', '/directories', body)
  await api('PUT', `/directories/${id}/setup`, { provider: 'entra-id', current_step: 'attributes' })
  await api('PUT', `/directories/${id}/connection`, { settings: entraSettings(tenant) })
  return String(id)
}

const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name })

async function connectionOf(id: string) {
  const { api } = await screenWorld()
  return api('GET', `/directories/${id}/connection`)
}

/** Waits until everybody has been looked at anew, as after each change of a connection. */
async function untilReadAnew(id: string): Promise<void> {
  const { api } = await screenWorld()
  for (;;) {
    const { next_run_at: next } = await connectionOf(id)
    const { data } = await api('GET', `/directories/${id}/sync_runs?limit=1`)
    const isDue = next !== null && Date.parse(next) <= Date.now()
    if (!isDue && !['queued', 'running', 'paused'].includes(data[0].state)) return
    await pause(20)
  }
}

for (const scheme of schemes) {
  // Those of a source that is read are in every-screen.test.ts.
  test(`every screen of a source that pushes passes in ${scheme}`, options, async () => {
    for (const screen of ['attributes', 'scope', 'status']) {
      await using opened = await openOkta(screen, { scheme })
      await checkScreen(opened, `portal-pushed-${screen}`)
    }
    const world = await screenWorld()
    await using person = await openOkta(`people/${world.people.left}`, { scheme })
    await checkScreen(person, 'portal-pushed-person')
  })
}

test('a person is found and explained by the keyboard alone', options, async () => {
  await using opened = await openEntra('status')
  const { page, settled } = opened
  const world = await screenWorld()
  const { username, name } = await world.api('GET', `/directory_users/${world.people.ofEntra}`)
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('searchbox', { name: 'Find a person' }))
  await keys.type(username)
  await keys.press('Enter')
  await page.waitForURL(/\/people\//)
  await settled()
  await heading(page, `Is ${name} synced?`).waitFor()
  const steps = page.getByRole('list', { name: 'What happened on the way' })
  await expectCount(steps.getByRole('img', { name: 'in order' }), 5)
  await keys.tabTo(page.getByRole('button', { name: 'Ask the source now' }))
  await keys.press('Enter')
  await page.getByText('The source was asked just now.').waitFor()
})

test('whom nobody knows is told of as such, with what to check, in German and Spanish too', options, async () => {
  for (const [locale, answer] of [
    ['en', 'Nobody like this has ever been here.'],
    ['de', 'Hier war nie jemand, der so heißt.'],
    ['es', 'Aquí nunca ha habido nadie así.'],
  ] as const) {
    await using opened = await openOkta('people/nobody%40elsewhere.example', { context: { locale } })
    await opened.page.getByText(answer).waitFor()
    await opened.settled()
    assert.equal(await opened.page.getByText('undefined').count(), 0)
  }
})

test('a mapping is tried on a real person, refused beside its line, put right and saved', options, async () => {
  await using opened = await openEntra('attributes')
  const { page, settled } = opened
  const world = await screenWorld()
  const field = page.locator('input[aria-label="Field or expression for Job title"]')
  await field.fill('upper(user.jobTitle')
  await page
    .getByRole('row', { name: /^Job title/ })
    .getByText('Invalid')
    .waitFor()
  await field.fill('upper(user.jobTitle)')
  await field.press('Escape')
  await page.getByText('1 line is not saved').waitFor()
  const row = page.getByRole('row', { name: /^Job title/ })
  await row.getByText('Mapped').waitFor()
  await expectText(row, /[A-Z]{4}/)
  await page.getByRole('button', { name: 'Save the mapping' }).click()
  await page.getByText('Everything is saved.').waitFor()
  await settled()
  const { mapping } = await connectionOf(world.directories.entra)
  assert.deepEqual(mapping, [{ target: 'job_title', expression: 'upper(user.jobTitle)' }])
})

test('how many people are without a value is counted over the source, and over how many is said', options, async () => {
  await using opened = await openEntra('attributes')
  const { page } = opened
  await page.getByRole('button', { name: 'Check everybody' }).click()
  await page.getByText(/Counted over all \d+ people in the scope\./).waitFor()
})

test('a scope of groups is counted and saved', options, async () => {
  await using opened = await openEntra('scope')
  const { page, settled } = opened
  const world = await screenWorld()
  await page.getByRole('radio', { name: 'Only some people' }).check()
  await page.getByRole('checkbox', { name: 'Members of chosen groups' }).check()
  await page.getByRole('button', { name: 'Save the scope' }).click()
  await page.getByText('Choose at least one group.').waitFor()
  const found = page.getByRole('group', { name: 'Groups that were found' })
  const first = found.getByRole('checkbox').first()
  await first.check()
  await page.getByText('1 group chosen').waitFor()
  await page.getByRole('button', { name: 'Count people' }).click()
  await page.getByText(/\d+ people in scope, \d+ not\./).waitFor()
  await page.getByRole('button', { name: 'Save the scope' }).click()
  await page.getByText('Everything is saved.').waitFor()
  await settled()
  const { scope } = await connectionOf(world.directories.entra)
  assert.equal(scope.groups.length, 1)
})

test('removals that wait are shown by name, and kept back', options, async () => {
  const world = await screenWorld()
  await untilReadAnew(world.directories.entra)
  await using opened = await openEntra('status')
  const { page, settled } = opened
  await page
    .getByText(/removals? waits? for your decision|removals wait for your decision/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Keep everybody' }).first().click()
  await page.getByText('Nobody is removed.').waitFor()
  await settled()
  const run = await world.api('GET', `/sync_runs/${world.runs.held}`)
  assert.notEqual(run.state, 'waiting')
})

test('a directory is paused and goes on, and who did it is told', options, async () => {
  await using opened = await openOkta('status')
  const { page, settled } = opened
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Syncing is paused. What was synced stays as it is.').waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('Syncing is switched on.').waitFor()
  await settled()
  await page.getByText('Syncing resumed').first().waitFor()
  await page
    .getByText(/by Set-up link/)
    .first()
    .waitFor()
})

test('a first sync is reviewed in numbers and names, and started', options, async () => {
  const id = await makeUnstarted()
  const world = await screenWorld()
  for (const scheme of bothSchemes) {
    await using opened = await world.open(pathOf(id, 'review'), { as: 'portal', organization: 'brightmoor', scheme })
    await opened.page.getByText(/Counted over all \d+ people of the source\./).waitFor()
    await checkScreen(opened, 'portal-review')
  }
  await using opened = await world.open(pathOf(id, 'review'), { as: 'portal', organization: 'brightmoor' })
  const { page, settled } = opened
  await page.getByText('is created').first().waitFor()
  await page.getByRole('button', { name: 'Start the sync' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/review'))
  const { schedule } = await connectionOf(id)
  assert.equal(schedule.is_enabled, true)
  await page.goto(world.url + pathOf(id, 'status'))
  await page.getByRole('table', { name: 'Last syncs' }).getByText('Completed').first().waitFor()
  await settled()
})

test('a directory is disconnected only after its name was typed', options, async () => {
  const world = await screenWorld()
  const body = { organization_id: world.organizations.brightmoor, name: 'Brightmoor Okta', type: 'okta scim v2.0' }
  const { id } = await world.api('POST', '/directories', body)
  await using opened = await world.open(pathOf(id, 'status'), { as: 'portal', organization: 'brightmoor' })
  const { page } = opened
  await page.getByRole('button', { name: 'Disconnect' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disconnect Brightmoor Okta?' })
  const action = dialog.getByRole('button', { name: 'Disconnect' })
  assert.equal(await action.isDisabled(), true)
  await dialog.getByRole('textbox').fill('Brightmoor Okta')
  await action.click()
  await page.getByText('The directory is disconnected.').waitFor()
  const { data } = await world.api('GET', `/directories?organization_id=${world.organizations.brightmoor}&limit=100`)
  const left = data.find((one: { id: string }) => one.id === id)
  assert.ok(left === undefined || left.state === 'deleting')
})
