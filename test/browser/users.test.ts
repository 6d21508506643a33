import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScreen, keyboard, options, type ScreenWorld, schemes, screenWorld } from './screen-world.ts'

type User = {
  readonly name: string
  readonly last_name: string
  readonly first_name: string
  readonly directory_id: string
}

async function userOf({ api, people }: ScreenWorld, who: keyof ScreenWorld['people'] = 'changed'): Promise<User> {
  return (await api('GET', `/directory_users/${people[who]}`)) as unknown as User
}

const screens: Readonly<Record<string, (world: ScreenWorld) => string>> = {
  'users-panel': ({ people }) => `/users?search=&panel=${people.changed}`,
  'users-filtered': ({ directories }) => `/users?directory=${directories.okta}&state=inactive&sort=name`,
  'users-deleted': ({ directories }) => `/users?state=deleted&directory=${directories.okta}`,
  'user-as-of': ({ people }) => `/users/${people.changed}?as_of=${new Date(Date.now() - 5 * 86_400_000).toISOString()}`,
  'user-attributes': ({ people }) => `/users/${people.changed}?tab=attributes`,
  'user-mapped-attributes': ({ people }) => `/users/${people.ofEntra}?tab=attributes`,
  'user-groups': ({ people }) => `/users/${people.changed}?tab=groups`,
  'user-reports': ({ people }) => `/users/${people.changed}?tab=reports`,
  'user-explained': ({ people }) => `/users/${people.changed}?tab=explain`,
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

test('a user is found by a part of the name and explained, with keys alone', options, async () => {
  const world = await screenWorld()
  const user = await userOf(world)
  await using opened = await world.open('/dashboard/users')
  const { page } = opened
  const keys = keyboard(page)
  await keys.press('/')
  await keys.type(`${user.last_name.slice(0, 3).toUpperCase()} ${user.first_name.slice(0, 2)}`)
  const row = page.getByRole('row').filter({ hasText: user.name })
  await row.waitFor()
  await opened.settled()
  await keys.press('Escape')
  await page.waitForURL(({ search }) => !search.includes('search='))
  await opened.settled()
  await page.getByRole('searchbox').fill(user.name)
  await page.waitForURL(({ search }) => search.includes('search='))
  await row.waitFor()
  await opened.settled()
  await keys.tabTo(row)
  await keys.press('Enter')
  const panel = page.getByRole('dialog')
  await panel.getByRole('heading', { name: user.name, exact: true }).waitFor()
  await keys.tabTo(panel.getByRole('link', { name: 'Open as a page' }))
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: user.name }).waitFor()
  await opened.settled()
  await keys.tabTo(page.getByRole('tab', { name: 'Timeline' }))
  await keys.press('ArrowLeft')
  await opened.settled()
  await page.getByRole('heading', { name: 'Yes, this user is synced' }).waitFor()
  await checkScreen(opened, 'user-explained')
})

test('what a user looked like is told by undoing what has happened since', options, async () => {
  const world = await screenWorld()
  const user = await userOf(world)
  await using opened = await world.open(
    `/dashboard/users/${world.people.changed}?as_of=${new Date(Date.now() - 8 * 86_400_000).toISOString()}`,
  )
  const { page } = opened
  await page.getByRole('table', { name: 'What has changed since' }).waitFor()
  await page.getByRole('table', { name: 'What has changed since' }).getByRole('row').nth(1).waitFor()
  await page.getByRole('button', { name: 'Back to now' }).click()
  await page.waitForURL(({ search }) => !search.includes('as_of'))
  await page.getByRole('heading', { level: 1, name: user.name, exact: true }).waitFor()
})

test('the export has exactly those who are listed', options, async () => {
  const world = await screenWorld()
  const { directory_id: directory } = await userOf(world)
  await using opened = await world.open(`/dashboard/users?directory=${directory}`)
  const [download] = await Promise.all([
    opened.page.waitForEvent('download'),
    opened.page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\r\n')
  const count = (await world.api('GET', `/directory_users/count?directory=${directory}`)) as unknown as {
    count: number
  }
  assert.equal(lines.length - 1, count.count)
})

test('a deleted user is restored from the list', options, async () => {
  const world = await screenWorld()
  const { id } = (
    (await world.api('GET', `/directory_users?directory=${world.directories.okta}&limit=1&order=asc`)) as unknown as {
      data: { id: string }[]
    }
  ).data[0] ?? { id: '' }
  const { endpoint, token } = world.okta
  const answer = await fetch(`${endpoint}/Users/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal(answer.status, 204)
  await using opened = await world.open(`/dashboard/users?state=deleted&directory=${world.directories.okta}`)
  const { page } = opened
  await page
    .getByRole('button', { name: /^Restore / })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('The user is back').waitFor()
  assert.equal(((await world.api('GET', `/directory_users/${id}`)) as unknown as { id: string }).id, id)
})
