import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScreen, keyboard, options, schemes, screenWorld } from './screen-world.ts'

for (const scheme of schemes) {
  test(`the sign-in says in ${scheme} why the last try came to nothing, and what to do`, options, async () => {
    const world = await screenWorld()
    await using opened = await world.open('/dashboard/sign-in?error=not_invited', { scheme, as: null })
    await opened.page.getByText('Ask an owner to invite you by your work e-mail address').waitFor()
    await checkScreen(opened, 'sign-in')
  })
}

test('whoever is not signed in is led to the sign-in and, by an API key, back to the screen', options, async () => {
  const world = await screenWorld()
  const { value } = await world.api('POST', '/api_keys', { name: 'of the browser' })
  await using opened = await world.open('/dashboard/settings?tab=retention', { as: null })
  const { page } = opened
  await page.waitForURL(/\/dashboard\/sign-in\?to=/)
  const keys = keyboard(page)
  await keys.tabTo(page.getByLabel('API key', { exact: true }))
  await page.keyboard.type('sk_wrong')
  await keys.press('Enter')
  await page.getByText('No valid API key').waitFor()
  await page.getByLabel('API key', { exact: true }).fill(String(value))
  await keys.press('Enter')
  await page.getByRole('heading', { name: 'Retention' }).waitFor()
  assert.match(page.url(), /\/dashboard\/settings\?tab=retention$/)

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/dashboard\/sign-in/)
  await page.goto(`${world.url}/dashboard/settings`)
  await page.waitForURL(/\/dashboard\/sign-in\?to=/)
})

test(
  'a sign-in link leaves the address bar at once, is used by a press of the button only, and once',
  options,
  async () => {
    const world = await screenWorld()
    const { url } = await world.api('POST', '/sign_in_links', { email: 'priya.raman@operator.example' })
    const path = String(url).slice(world.url.length)
    await using looked = await world.open(path, { as: null })
    assert.match(looked.page.url(), /\/dashboard\/sign-in\/link$/)
    await looked.page.getByRole('button', { name: 'Sign in' }).waitFor()

    await using opened = await world.open(path, { as: null })
    await opened.page.getByRole('button', { name: 'Sign in' }).press('Enter')
    await opened.page.getByRole('button', { name: 'Account of Priya Raman' }).waitFor()

    await looked.page.getByRole('button', { name: 'Sign in' }).click()
    await looked.page.getByText('This sign-in link was used already').waitFor()
  },
)
