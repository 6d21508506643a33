import { test } from 'node:test'
import { checkScreen, keyboard, options, type ScreenWorld, schemes, screenWorld } from './screen-world.ts'

const screens: Readonly<Record<string, (world: ScreenWorld) => string>> = {
  'groups-panel': ({ groups }) => `/groups?panel=${groups.all}`,
  'group-everybody': ({ groups }) => `/groups/${groups.nested}?how=all`,
  'group-nesting': ({ groups }) => `/groups/${groups.nested}?tab=nesting`,
  'group-timeline': ({ groups }) => `/groups/${groups.all}?tab=timeline`,
}

for (const scheme of schemes) {
  for (const [name, path] of Object.entries(screens)) {
    test(`${name} opens in ${scheme}`, options, async () => {
      const world = await screenWorld()
      await using opened = await world.open(`/dashboard${path(world)}`, { scheme })
      await checkScreen(opened, name)
    })
  }
}

test('why somebody is in a group is told: by which group within it', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(`/dashboard/groups/${world.groups.nested}`)
  const { page } = opened
  await page.getByText('Everybody within').click()
  const ways = page.getByRole('cell', { name: /^by / })
  await ways.first().waitFor()
})

test('a group is found and opened with keys alone', options, async () => {
  const world = await screenWorld()
  const group = (await world.api('GET', `/directory_groups/${world.groups.all}`)) as unknown as { name: string }
  await using opened = await world.open('/dashboard/groups')
  const { page } = opened
  const keys = keyboard(page)
  await keys.press('/')
  await keys.type(group.name.slice(0, 5))
  await page.waitForURL(({ search }) => search.includes('search='))
  const row = page.getByRole('row').filter({ hasText: group.name }).first()
  await row.waitFor()
  await opened.settled()
  await keys.tabTo(row)
  await keys.press('Enter')
  await page.getByRole('dialog').getByRole('heading', { name: group.name, exact: true }).waitFor()
  await keys.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})
