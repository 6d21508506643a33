import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { openPageWorld, skip } from './page-world.ts'

const options = { skip, timeout: 120_000 }

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const colorScheme of ['light', 'dark'] as const) {
  test(
    `the portal and its refusals are accessible in ${colorScheme}, and ask nothing of other hosts`,
    options,
    async () => {
      await using world = await openPageWorld()
      await world.addUser('Øyvind Lie')
      for (const path of [await world.portalPath(), '/portal?token=portal_unknown', '/portal']) {
        await using opened = await world.open(path, { colorScheme, viewport: { width: 375, height: 700 } })
        const { page } = opened
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
        )
        assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, `${path} is cut off`)
        const unexpected = opened.problems.filter((problem) => !problem.includes('404'))
        assert.deepEqual(unexpected, [], path)
      }
    },
  )
}

test('a link opens without its token in the address, and the keyboard finds the way back', options, async () => {
  await using world = await openPageWorld()
  await world.addUser('Øyvind Lie')
  await using opened = await world.open(await world.portalPath())
  const { page } = opened
  assert.equal(new URL(page.url()).search, '')
  await page.getByText('1 active, 0 inactive').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'HQ Okta' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
})
