import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScreen, expectCount, expectNoViolation, options, schemes, screenWorld } from './screen-world.ts'

const tabs = ['api-keys', 'team', 'single-sign-on', 'branding', 'guards', 'retention', 'system', 'account']

for (const scheme of schemes) {
  for (const tab of tabs) {
    test(`the settings open in ${scheme}: ${tab}`, options, async () => {
      const world = await screenWorld()
      await using opened = await world.open(`/dashboard/settings?tab=${tab}`, { scheme })
      await checkScreen(opened, `settings-${tab}`)
    })
  }
}

test('an API key is made by the keyboard, shown once, and revoked', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/settings?tab=api-keys')
  const { page } = opened
  await page.getByRole('button', { name: 'New API key' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('Terraform')
  await page.getByRole('radio', { name: 'Chosen permissions' }).check()
  await page.getByRole('checkbox', { name: 'Events: Read' }).check()
  await expectNoViolation(page)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your new API key' })
  const value = await dialog.getByText(/^sk_\w{40}$/).textContent()
  const call = (path: string) => fetch(world.url + path, { headers: { authorization: `Bearer ${value}` } })
  assert.deepEqual([(await call('/events')).status, (await call('/directories')).status], [200, 403])
  await dialog.getByRole('button', { name: 'Done' }).press('Enter')
  await expectCount(page.getByText(String(value)), 0)

  await page.getByRole('button', { name: 'Actions of Terraform' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Revoke' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).press('Enter')
  await page.getByText('Terraform is revoked.').waitFor()
  assert.equal((await call('/events')).status, 401)
})

test('an owner invites somebody and sends a link; the last owner stays one', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/settings?tab=team')
  const { page } = opened
  await page.getByRole('button', { name: 'Invite' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('grace@operator.example')
  await expectNoViolation(page)
  await page.keyboard.press('Enter')
  await page.getByText(/\/dashboard\/sign-in\/signin_\w+/).waitFor()
  await page.getByRole('button', { name: 'Done' }).press('Enter')
  await expectCount(page.getByRole('dialog'), 0)
  await page.getByText('grace@operator.example').waitFor()

  await page.getByRole('button', { name: 'Actions of Ines Vasquez' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Deactivate' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).press('Enter')
  await page.getByText('This is the last owner who can sign in.').waitFor()
})

test(
  'a colour that cannot be read is told of at once, and the nearest that can is one press away',
  options,
  async () => {
    const world = await screenWorld()
    await using opened = await world.open('/dashboard/settings?tab=branding')
    const { page } = opened
    await page.getByRole('textbox', { name: 'Name' }).fill('Operator Ltd')
    await page.getByRole('textbox', { name: 'Colour' }).fill('#ffcc00')
    await page.getByText('not everybody can read that').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Use #/ }).press('Enter')
    await page.getByText(/contrast of 4\.\d+:1: good/).waitFor()
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByText('Saved.').waitFor()
    const portal = await fetch(`${world.url}/setup/api/branding`).then((answer) => answer.json())
    assert.equal((portal as { branding: { name: string } }).branding.name, 'Operator Ltd')
  },
)

test('a support role cannot do what it may not: the screen says why, and the server refuses it', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/settings?tab=api-keys', { as: 'support' })
  const { page } = opened
  const reason = 'Your role (Support) may not change this. Ask an owner.'
  const button = page.getByRole('button', { name: 'New API key' })
  assert.equal(await button.getAttribute('aria-disabled'), 'true')
  assert.equal(await button.getAttribute('aria-description'), reason)
  await button.press('Enter')
  assert.equal(await page.getByRole('dialog').count(), 0)
  for (const tab of ['team', 'branding', 'guards']) {
    await page.goto(`${world.url}/dashboard/settings?tab=${tab}`)
    await page.getByText(reason).first().waitFor()
    await opened.settled()
    await expectNoViolation(page)
  }
  const statuses = await page.evaluate(async () => {
    const send = async (method: string, path: string, body: object) => {
      const headers = { 'content-type': 'application/json', 'x-muster-request': '1' }
      const answer = await fetch(`/dashboard/api${path}`, { method, headers, body: JSON.stringify(body) })
      return answer.status
    }
    return [
      await send('POST', '/api_keys', { name: 'mine' }),
      await send('POST', '/members', { email: 'x@x.example', name: 'X', role: 'auditor' }),
      await send('PUT', '/settings/branding', { name: 'Mine' }),
    ]
  })
  assert.deepEqual(statuses, [403, 403, 403])
})
