import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loseDepartments } from './harness/seed-entra.ts'
import {
  expectCount,
  expectNoViolation,
  keyboard,
  options,
  type ScreenWorld,
  schemes,
  screenWorld,
} from './screen-world.ts'

// One tenant of 18 people goes through these tests: six of them are lost when they begin, and held.
const pathOf = ({ directories }: ScreenWorld, run: string) => `/dashboard/directories/${directories.entra}/runs/${run}`

async function peopleOf({ api, directories }: ScreenWorld): Promise<number> {
  const { data } = await api('GET', `/directory_users?directory=${directories.entra}&limit=100`)
  return data.length
}

test('the list of runs is filtered and opened by keys alone', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/sync-runs')
  const { page } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('button', { name: 'State', exact: true }))
  await keys.press('Enter')
  await page.getByRole('checkbox', { name: 'Waits for a decision' }).waitFor()
  await expectNoViolation(page)
  await keys.tabTo(page.getByRole('checkbox', { name: 'Waits for a decision' }))
  await keys.press('Space', 'Escape')
  await page.getByRole('checkbox', { name: 'Waits for a decision' }).waitFor({ state: 'detached' })
  await page.waitForURL(/states=/)
  await page.getByRole('row').nth(1).getByText('6 held').waitFor()
  await expectCount(page.getByRole('row'), 2)
  await keys.press('j', 'Enter')
  await page.waitForURL(`**${pathOf(world, world.runs.held)}`)
  await page.getByRole('heading', { name: 'This run would remove 6 of 18 people (limit 10%).' }).waitFor()
  assert.deepEqual(opened.problems, [])
})

test('an auditor sees what is held, and cannot decide', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(pathOf(world, world.runs.held), { as: 'auditor' })
  await opened.page.getByText('Your role may look at this, but not decide.').waitFor()
  assert.equal(await opened.page.getByRole('button', { name: 'Approve exactly this' }).count(), 0)
  assert.equal(await opened.page.getByRole('button', { name: 'Run full sync' }).count(), 0)
})

test('held removals are found by department, by group and by a part of a name', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(pathOf(world, world.runs.held))
  const { page } = opened
  const rows = page.getByRole('table', { name: 'Removals of this run' }).getByRole('row')
  await expectCount(rows, 7)
  await page.getByRole('button', { name: 'Show only Research: 3' }).click()
  await page.waitForURL(/department=Research/)
  await expectCount(rows, 4)
  await page.getByRole('button', { name: 'Show only Research: 3' }).click()
  await page.waitForURL(({ search }) => !search.includes('department='))
  await expectCount(rows, 7)
  await page.getByRole('button', { name: /Show only .*Applications: 3 of 3/ }).click()
  await expectCount(rows, 4)
  const [, first] = await rows.allInnerTexts()
  const email = first?.match(/\S+@\S+/)?.[0] ?? assert.fail('there is no address')
  await page.keyboard.press('/')
  await page.keyboard.type(email)
  await page.waitForURL(/search=/)
  await expectCount(rows, 2)
})

for (const scheme of schemes) {
  test(`the dialogs of the guard break no rule in ${scheme}`, options, async () => {
    const world = await screenWorld()
    await using opened = await world.open(pathOf(world, world.runs.held), { scheme })
    const { page } = opened
    await page.getByRole('button', { name: 'Approve exactly this' }).click()
    const approval = page.getByRole('dialog', { name: 'Remove 6?' })
    await approval.getByRole('listitem').nth(5).waitFor()
    await opened.settled()
    await expectNoViolation(page, scheme)
    assert.equal(await approval.getByRole('button', { name: 'Approve 6 removals' }).isDisabled(), true)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Change the limit' }).click()
    const limits = page.getByRole('dialog', { name: 'Change the limits of this directory' })
    const people = limits.getByRole('group', { name: 'People removed or deactivated' })
    await people.getByText('would still be held').waitFor()
    await people.getByLabel('Percent').fill('40')
    await people.getByText('would go on without a decision').waitFor()
    await opened.settled()
    await expectNoViolation(page, scheme)
    assert.deepEqual(opened.problems, [])
  })
}

test('a dry run says what a run would do, and does nothing', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(pathOf(world, world.runs.completed))
  const { page } = opened
  await page.getByRole('button', { name: 'Dry run' }).click()
  const dialog = page.getByRole('dialog', { name: 'What a run would do now' })
  await dialog.getByText('The whole source was read, and nothing was changed.').waitFor()
  await opened.settled()
  await expectNoViolation(page)
  assert.equal(await peopleOf(world), 18)
})

test('who stops a held run keeps everybody, and the page says who did it and why', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(pathOf(world, world.runs.held))
  const { page } = opened
  await page.getByRole('button', { name: 'Stop this run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop this run?' })
  await dialog.getByLabel('Reason').fill('The filter was wrong')
  await dialog.getByRole('button', { name: 'Stop this run' }).click()
  await page.getByText(/^Stopped by /).waitFor()
  await page.getByText('Reason: The filter was wrong').waitFor()
  await page.getByRole('tab', { name: 'Who did what' }).click()
  await page.getByRole('row', { name: /Stopped it .* The filter was wrong/ }).waitFor()
  await expectNoViolation(page)
  assert.equal(await peopleOf(world), 18)
})

test(
  'a full run that is begun here is held, and approved by typing its number; exactly these people go',
  options,
  async () => {
    const world = await screenWorld()
    // A tenant that tells of its changes has them read at once, and no other run can begin meanwhile.
    for (const { id } of world.tenant.subscriptions.all) world.tenant.subscriptions.lose(id)
    loseDepartments(world.tenant, ['Field Sales', 'Customer Success', 'Operations'])
    await using opened = await world.open(pathOf(world, world.runs.completed))
    const { page } = opened
    await page.getByRole('button', { name: 'Run full sync' }).click()
    await page.getByRole('heading', { name: 'This run would remove 6 of 18 people (limit 10%).' }).waitFor()
    const keys = keyboard(page)
    await keys.tabTo(page.getByRole('button', { name: 'Approve exactly this' }))
    await keys.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Remove 6?' })
    await dialog.getByRole('listitem').nth(5).waitFor()
    await keys.tabTo(dialog.getByLabel('Type 6 to confirm'))
    await keys.type('6')
    await keys.press('Enter')
    await page.getByText(/^Approved by /).waitFor()
    await page.getByText('6 removals were carried out.').waitFor()
    await page.getByText('Completed', { exact: true }).waitFor()
    assert.equal(await peopleOf(world), 12)
    assert.deepEqual(opened.problems, [])
  },
)

test('a run that waits for its source says until when, and can be cancelled', options, async () => {
  const world = await screenWorld()
  world.tenant.graph.setFault('connection_reset')
  const { id } = await world.api('POST', `/directories/${world.directories.entra}/sync_runs`, { kind: 'full' })
  await using opened = await world.open(pathOf(world, id))
  const { page } = opened
  await page.getByText('This run is paused').waitFor()
  await page.getByText('Goes on by itself').waitFor()
  await opened.settled()
  await expectNoViolation(page)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog', { name: 'Cancel this run?' }).getByRole('button', { name: 'Cancel the run' }).click()
  await page.getByText('Cancelled', { exact: true }).waitFor()
  assert.equal(await peopleOf(world), 12)
})
