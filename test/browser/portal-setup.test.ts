import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { systemClock } from '../../src/platform/clock.ts'
import { startGraphSandbox } from '../../src/sandbox/graph/graph-sandbox.ts'
import { entraSettings } from '../../src/testing/entra-stand-in.ts'
import {
  checkScreen,
  expectText,
  keyboard,
  type OpenedScreen,
  options,
  type Scheme,
  schemes,
  screenWorld,
} from './screen-world.ts'

const phone = { width: 390, height: 844 }

const grace = {
  userPrincipalName: 'grace@quill.example',
  mail: 'grace@quill.example',
  displayName: 'Grace Hopper',
  givenName: 'Grace',
  surname: 'Hopper',
}

/** How the operator of these tests looks. */
const branding = { name: 'Cloudpeak', colour: '#1d4ed8', contact: 'help@cloudpeak.example' }

/** Makes a customer of its own, and a link to its portal. */
async function makeCustomer(name: string, link: object = {}) {
  const world = await screenWorld()
  await world.api('PUT', '/settings/branding', branding)
  const { id } = await world.api('POST', '/organizations', { name })
  const made = await world.api('POST', '/portal/generate_link', { organization: id, expires_in_minutes: 60, ...link })
  return { organization: String(id), linkId: String(made.id), path: String(made.link).slice(world.url.length) }
}

/** Opens a link as whoever was sent it does. */
async function follow(path: string, more: { scheme?: Scheme; viewport?: typeof phone; locale?: string } = {}) {
  const { locale, ...screen } = more
  const world = await screenWorld()
  return world.open(path, { as: null, ...screen, ...(locale !== undefined && { context: { locale } }) })
}

const tile = (page: Page, name: string, way: 'Sends changes here' | 'Is read from here') =>
  page.getByRole('button', { name: new RegExp(`^(.. )?${name} ${way}`) })

async function choose(
  { page, settled }: OpenedScreen,
  ...wanted: Parameters<typeof tile> extends [Page, ...infer R] ? R : never
) {
  await tile(page, ...wanted).click()
  await page.waitForURL('**/steps')
  await settled()
  return /directories\/(\w+)\//.exec(page.url())?.[1] ?? ''
}

/** The console tells of every answer that is a refusal, also of those that are meant. */
function forget({ problems }: OpenedScreen, status: string): void {
  const others = problems.filter((problem) => !problem.includes(`status of ${status}`))
  problems.splice(0, problems.length, ...others)
}

const fieldOf = (page: Page, name: string) => page.getByRole('group', { name }).locator('code')
const textOf = async (page: Page, name: string) => (await fieldOf(page, name).textContent()) ?? ''

const tokenIn = async (page: Page) => {
  await page.getByRole('button', { name: 'Show Token' }).click()
  await expectText(fieldOf(page, 'Token'), /^scim_\w+$/)
  return textOf(page, 'Token')
}

/** Sends what Okta sends. */
async function send(endpoint: string, { path, token, body }: { path: string; token: string; body?: object }) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
  const method = body ? 'POST' : 'GET'
  const answer = await fetch(endpoint + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  await answer.text()
  return answer.status
}

const ada = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'ada@acme.example',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  displayName: 'Ada Lovelace',
  emails: [{ value: 'ada@acme.example', type: 'work', primary: true }],
  active: true,
}

for (const scheme of schemes) {
  test(`the choice of a provider, its steps and the wait for it are accessible in ${scheme}`, options, async () => {
    const { path } = await makeCustomer('Fenwick & Sons')
    await using opened = await follow(path, { scheme })
    const { page } = opened
    assert.equal(new URL(page.url()).pathname.replace(/\/$/, ''), '/setup')
    await checkScreen(opened, 'portal-choose')
    await page.getByRole('searchbox', { name: 'Search providers' }).fill('nothing like it')
    await page.getByRole('heading', { name: /Nothing here is called/ }).waitFor()
    await checkScreen(opened, 'portal-choose-nothing')
    await page.getByRole('button', { name: 'Show all' }).click()
    await choose(opened, 'Okta', 'Sends changes here')
    await checkScreen(opened, 'portal-steps')
    await page.getByRole('button', { name: 'Something looks different?' }).click()
    await page.getByRole('link', { name: 'Open the page of the provider' }).waitFor()
    await page.getByRole('link', { name: 'Go on to the test' }).click()
    await page.getByText('Waiting for Okta').waitFor()
    await checkScreen(opened, 'portal-test-waiting')
  })

  test(`settings, their errors and the directories of a customer are accessible in ${scheme}`, options, async () => {
    const { path } = await makeCustomer('Larkspur Labs')
    await using opened = await follow(path, { scheme })
    const { page } = opened
    await choose(opened, 'Microsoft Entra ID', 'Is read from here')
    await page.getByRole('link', { name: 'Go on to the connection' }).click()
    await page.getByRole('heading', { name: 'Enter the connection to Microsoft Entra ID' }).waitFor()
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.getByText('Fill in this field').first().waitFor()
    await checkScreen(opened, 'portal-settings')
    await page.goto(`${(await screenWorld()).url}/setup/`)
    await page.getByRole('link', { name: 'Continue the set-up: Microsoft Entra ID' }).waitFor()
    await checkScreen(opened, 'portal-home')
  })

  test(`a link that does not open says why and whom to ask, in ${scheme}`, options, async () => {
    const world = await screenWorld()
    const { path, linkId } = await makeCustomer('Oakmere')
    await world.api('DELETE', `/portal/links/${linkId}`)
    const expected = [
      [path, 'This link was taken back', 410],
      ['/setup/portal_unknown', 'This link is not known', 404],
      ['/setup/ended?reason=expired', 'This link has ended', 410],
    ] as const
    for (const [address, title, status] of expected) {
      const answer = await fetch(world.url + address)
      assert.equal(answer.status, status, address)
      await using opened = await follow(address, { scheme })
      await opened.page.getByRole('heading', { name: title }).waitFor()
      assert.doesNotMatch(opened.page.url(), /portal_/)
      const mail = await opened.page.getByRole('link', { name: 'Ask Cloudpeak for a new link' }).getAttribute('href')
      assert.match(mail ?? '', /^mailto:help@cloudpeak\.example\?subject=/)
      // The page itself is answered with that status.
      forget(opened, String(status))
      await checkScreen(opened, 'portal-ended')
    }
    await using none = await follow('/setup', { scheme })
    await none.page.getByRole('heading', { name: 'Open the link that you were sent' }).waitFor()
  })
}

test('on a phone nothing is cut off, and the steps stand above', options, async () => {
  const { path } = await makeCustomer('Pocket Ltd')
  await using opened = await follow(path, { viewport: phone })
  const { page } = opened
  const isCut = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.equal(await isCut(), 0)
  await choose(opened, 'Okta', 'Sends changes here')
  await page.getByText('Step 2 of 4').waitFor()
  assert.equal(await isCut(), 0)
  await checkScreen(opened, 'portal-steps-phone')
})

test('the portal speaks the language of the browser, and remembers another one', options, async () => {
  const { path } = await makeCustomer('Nordlicht')
  await using opened = await follow(path, { locale: 'de-DE' })
  const { page } = opened
  await page.getByRole('heading', { name: 'Wo verwalten Sie Ihre Personen?' }).waitFor()
  await checkScreen(opened, 'portal-choose-german')
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('es')
  await page.getByRole('heading', { name: '¿Dónde están sus personas?' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '¿Dónde están sus personas?' }).waitFor()
  await page.locator('html[lang="es"]').waitFor()
  await page.getByRole('button', { name: /^(.. )?Okta Envía/ }).click()
  await page.getByText('Los pasos solo están en inglés').waitFor()
})

test('by the keyboard alone a provider is chosen and a step is ticked, which is kept', options, async () => {
  const { path, organization } = await makeCustomer('Keys only')
  const world = await screenWorld()
  await using opened = await follow(path)
  const { page } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('searchbox', { name: 'Search providers' }))
  await keys.type('jumpcloud')
  await page.getByText('JumpCloud', { exact: true }).waitFor()
  await page.waitForURL('**search=jumpcloud')
  await keys.tabTo(page.getByRole('button', { name: /JumpCloud/ }))
  await keys.press('Enter')
  await page.waitForURL('**/steps')
  const tick = page.getByRole('checkbox', { name: 'Done: Open the application' })
  await tick.waitFor()
  await keys.tabTo(tick)
  await keys.press('Space')
  await page.getByText('1 of 7 steps done').waitFor()
  await opened.settled()
  const { data } = await world.api('GET', `/directories?organization_id=${organization}`)
  const setup = await world.api('GET', `/directories/${data[0].id}/setup`)
  assert.deepEqual([setup.steps_done, setup.provider], [['guide.1'], 'jump-cloud-scim-v2.0'])
  await page.goto(`${world.url}/setup/`)
  await page.getByRole('link', { name: 'Continue the set-up: JumpCloud' }).click()
  await page.getByText('1 of 7 steps done').waitFor()
})

test('from a link to the first synced person: Okta pushes', options, async () => {
  const { path } = await makeCustomer('Acme', { success_url: 'https://app.acme.example/done' })
  await using opened = await follow(path)
  const { page } = opened
  await choose(opened, 'Okta', 'Sends changes here')
  const endpoint = await textOf(page, 'Endpoint')
  const token = await tokenIn(page)
  await page.getByRole('link', { name: 'Go on to the test' }).click()
  await page.getByText('Waiting for Okta').waitFor()

  // The connector's test with a wrong token, then with the right one.
  assert.equal(await send(endpoint, { path: '/Users?startIndex=1&count=2', token: 'scim_wrong' }), 401)
  await page.getByText('Something was refused').waitFor()
  await page.getByRole('button', { name: 'What to do' }).click()
  await page.getByText('Copy the present token anew').waitFor()
  await checkScreen(opened, 'portal-test-refused')
  assert.equal(await send(endpoint, { path: '/Users?startIndex=1&count=2', token }), 200)
  await page.getByText('It has got through to here').waitFor()
  assert.equal(await send(endpoint, { path: '/Users?filter=userName%20eq%20%22ada%40acme.example%22', token }), 200)
  await page.getByText('Looked for the person ada@acme.example').waitFor()
  assert.equal(await send(endpoint, { path: '/Users', token, body: ada }), 201)
  await page.getByText('Ada Lovelace is here').waitFor()
  await page.getByText('Added a person: Ada Lovelace').waitFor()
  await checkScreen(opened, 'portal-test-arrived')
  await page.route('https://app.acme.example/**', (route) => route.fulfill({ body: 'done' }))
  await page.getByRole('button', { name: 'Finish the set-up' }).click()
  await page.waitForURL('https://app.acme.example/done')
})

test('a token is replaced without a gap: both are taken while requests go on, and none fails', options, async () => {
  const { path } = await makeCustomer('Rotating')
  const world = await screenWorld()
  await using opened = await follow(path)
  const { page } = opened
  const id = await choose(opened, 'Okta', 'Sends changes here')
  const endpoint = await textOf(page, 'Endpoint')
  const before = await tokenIn(page)
  const statuses: number[] = []
  let inUse = before
  let isOver = false
  const traffic = (async () => {
    while (!isOver) statuses.push(await send(endpoint, { path: '/Users?startIndex=1&count=1', token: inUse }))
  })()
  await page.getByRole('button', { name: 'Replace the token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the token' })
  await dialog.getByRole('button', { name: 'Replace the token' }).click()
  await page.getByText('Put it in place within 24 hours').waitFor()
  await checkScreen(opened, 'portal-token-replaced')
  if ((await textOf(page, 'Token')).startsWith('•')) await page.getByRole('button', { name: 'Show Token' }).click()
  const after = await textOf(page, 'Token')
  assert.notEqual(after, before)
  const both = async () => [
    await send(endpoint, { path: '/Users?count=1', token: before }),
    await send(endpoint, { path: '/Users?count=1', token: after }),
  ]
  assert.deepEqual(await both(), [200, 200])
  inUse = after
  const soFar = statuses.length
  while (statuses.length < soFar + 20) await page.waitForTimeout(5)
  isOver = true
  await traffic
  assert.deepEqual([...new Set(statuses)], [200])
  const { data } = await world.api('GET', `/directories/${id}/tokens`)
  const ends = data.map(({ expires_at: at }: { expires_at: string | null }) => at).filter(Boolean)
  assert.equal(ends.length, 1)

  // What may be in wrong hands ends at once.
  await page.getByRole('button', { name: 'Replace the token' }).click()
  await dialog.getByRole('radio', { name: 'The present one ends at once' }).check()
  await dialog.getByRole('button', { name: 'Replace the token' }).click()
  await page.getByText('Nothing arrives until it is in place').waitFor()
  assert.equal(await send(endpoint, { path: '/Users?count=1', token: after }), 401)
})

test('a visit that is ended on the way says so, and nothing is lost', options, async () => {
  const { path, linkId, organization } = await makeCustomer('Interrupted')
  const world = await screenWorld()
  await using opened = await follow(path)
  const { page } = opened
  await choose(opened, 'Okta', 'Sends changes here')
  await world.api('DELETE', `/portal/links/${linkId}`)
  await page.getByRole('checkbox', { name: 'Done: Open the application' }).click()
  await page.getByRole('heading', { name: 'This link was taken back' }).waitFor()
  const { link } = await world.api('POST', '/portal/generate_link', { organization, expires_in_minutes: 60 })
  await page.goto(String(link))
  await page.getByRole('link', { name: 'Continue the set-up: Okta' }).click()
  await page.getByRole('heading', { name: 'Connect Okta' }).waitFor()
})

test('from a link to the first synced person: Entra ID is read', options, async () => {
  const world = await screenWorld()
  const { path } = await makeCustomer('Quill & Co')
  await using tenant = await startGraphSandbox({ clock: systemClock, people: [grace], groups: [] })
  await using opened = await follow(path)
  const { page } = opened
  const id = await choose(opened, 'Microsoft Entra ID', 'Is read from here')
  await page.getByRole('link', { name: 'Go on to the connection' }).click()
  const settings = entraSettings(tenant)
  await page.getByRole('textbox', { name: 'Directory (tenant) ID' }).fill(String(settings.tenant_id))
  await page.getByRole('textbox', { name: 'Application (client) ID' }).fill(String(settings.client_id))
  await page.getByLabel('Client secret').fill('not the secret')
  await page.getByRole('button', { name: 'More settings' }).click()
  await page.getByRole('textbox', { name: 'Address of the sign-in service' }).fill(String(settings.login_url))
  await page.getByRole('textbox', { name: 'Address of Microsoft Graph' }).fill(String(settings.graph_url))
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByText('It does not work yet').waitFor()
  await page.getByRole('link', { name: 'Change the connection' }).click()
  await page.getByLabel('Client secret').fill(String(settings.client_secret))
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByText('Everything that is needed works.').waitFor()
  forget(opened, '422')
  await checkScreen(opened, 'portal-test-checks')
  const { data: runs } = await world.api('GET', `/directories/${id}/sync_runs`)
  assert.deepEqual(runs, [], 'nobody is read before somebody starts it')
  await page.getByRole('link', { name: 'Go on to the attributes' }).click()
  await page.waitForURL('**/attributes')
  await world.api('PUT', `/directories/${id}/connection`, { schedule: { is_enabled: true } })
  for (;;) {
    const { data } = await world.api('GET', `/directory_users?directory=${id}`)
    if (data.length > 0) break
    await page.waitForTimeout(50)
  }
})
