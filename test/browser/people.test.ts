import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScreen, keyboard, options, type ScreenWorld, schemes, screenWorld } from './screen-world.ts'

type Person = {
  readonly name: string
  readonly last_name: string
  readonly first_name: string
  readonly directory_id: string
}

async function personOf({ api, people }: ScreenWorld, who: keyof ScreenWorld['people'] = 'changed'): Promise<Person> {
  return (await api('GET', `/directory_users/${people[who]}`)) as unknown as Person
}

const screens: Readonly<Record<string, (world: ScreenWorld) => string>> = {
  'people-panel': ({ people }) => `/people?search=&panel=${people.changed}`,
  'people-filtered': ({ directories }) => `/people?directory=${directories.okta}&state=inactive&sort=name`,
  'people-deleted': ({ directories }) => `/people?state=deleted&directory=${directories.okta}`,
  'person-as-of': ({ people }) =>
    `/people/${people.changed}?as_of=${new Date(Date.now() - 5 * 86_400_000).toISOString()}`,
  'person-attributes': ({ people }) => `/people/${people.changed}?tab=attributes`,
  'person-mapped-attributes': ({ people }) => `/people/${people.ofEntra}?tab=attributes`,
  'person-groups': ({ people }) => `/people/${people.changed}?tab=groups`,
  'person-reports': ({ people }) => `/people/${people.changed}?tab=reports`,
  'person-explained': ({ people }) => `/people/${people.changed}?tab=explain`,
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

test('a person is found by a part of the name and explained, with keys alone', options, async () => {
  const world = await screenWorld()
  const person = await personOf(world)
  await using opened = await world.open('/dashboard/people')
  const { page } = opened
  const keys = keyboard(page)
  await keys.press('/')
  await keys.type(`${person.last_name.slice(0, 3).toUpperCase()} ${person.first_name.slice(0, 2)}`)
  const row = page.getByRole('row').filter({ hasText: person.name })
  await row.waitFor()
  await opened.settled()
  await keys.press('Escape')
  assert.match(page.url(), /people$|people\?/)
  await opened.settled()
  await page.getByRole('searchbox').fill(person.name)
  await row.waitFor()
  await opened.settled()
  await keys.tabTo(row)
  await keys.press('Enter')
  const panel = page.getByRole('dialog')
  await panel.getByRole('heading', { name: person.name, exact: true }).waitFor()
  await keys.tabTo(panel.getByRole('link', { name: 'Open as a page' }))
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: person.name }).waitFor()
  await opened.settled()
  await keys.tabTo(page.getByRole('tab', { name: 'Timeline' }))
  await keys.press('ArrowLeft')
  await opened.settled()
  await page.getByRole('heading', { name: 'Yes, this person is synced' }).waitFor()
  await checkScreen(opened, 'person-explained')
})

test('what a person looked like is told by undoing what has happened since', options, async () => {
  const world = await screenWorld()
  const person = await personOf(world)
  await using opened = await world.open(
    `/dashboard/people/${world.people.changed}?as_of=${new Date(Date.now() - 8 * 86_400_000).toISOString()}`,
  )
  const { page } = opened
  await page.getByRole('table', { name: 'What has changed since' }).waitFor()
  assert.ok((await page.getByRole('table', { name: 'What has changed since' }).getByRole('row').count()) > 1)
  await page.getByRole('button', { name: 'Back to now' }).click()
  assert.doesNotMatch(page.url(), /as_of/)
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), person.name)
})

test('the export has exactly those who are listed', options, async () => {
  const world = await screenWorld()
  const { directory_id: directory } = await personOf(world)
  await using opened = await world.open(`/dashboard/people?directory=${directory}`)
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

test('a deleted person is restored from the list', options, async () => {
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
  await using opened = await world.open(`/dashboard/people?state=deleted&directory=${world.directories.okta}`)
  const { page } = opened
  await page
    .getByRole('button', { name: /^Restore / })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('The person is back').waitFor()
  assert.equal(((await world.api('GET', `/directory_users/${id}`)) as unknown as { id: string }).id, id)
})
