// How it looks, and that it is accessible, every-screen.test.ts sees to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectCount, expectText, keyboard, options, screenWorld } from './screen-world.ts'

test('what asks for a decision is one Enter away, and the numbers are those of the world', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/')
  const { page } = opened
  const asks = page.getByRole('region', { name: 'Asks for you' })
  await expectText(asks, /1 run waits for a decision/)
  await expectText(page.getByRole('region', { name: 'How much there is' }), /Organizations\s*3/)
  await expectCount(page.getByRole('figure'), 3)

  const keys = keyboard(page)
  await keys.tabTo(asks.getByRole('link', { name: 'Quillhaven Entra ID' }))
  await keys.press('Enter')
  await page.waitForURL(`**/dashboard/directories/${world.directories.entra}/runs/${world.runs.held}`)
})

test('who may only read sees the overview, too', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/', { as: 'auditor' })
  await opened.page.getByRole('heading', { name: 'Overview' }).waitFor()
  await expectText(opened.page.getByRole('region', { name: 'Asks for you' }), /waits for a decision/)
  assert.deepEqual(opened.problems, [])
})
