import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkScreen,
  expectCount,
  expectNoViolation,
  expectText,
  keyboard,
  options,
  schemes,
  screenWorld,
} from './screen-world.ts'

for (const scheme of schemes) {
  test(`organizations and the tabs of one, ${scheme}`, options, async () => {
    const world = await screenWorld()
    const one = `/dashboard/organizations/${world.organizations.harrowmere}`
    const screens = {
      organizations: '/dashboard/organizations',
      organization: one,
      'organization-links': `${one}?tab=links`,
      'organization-domains': `${one}?tab=domains`,
      'organization-details': `${one}?tab=details`,
    }
    for (const [name, path] of Object.entries(screens)) {
      await using opened = await world.open(path, { scheme })
      await checkScreen(opened, name)
    }
  })
}

test('an organization is made, searched and deleted by keys alone', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open('/dashboard/organizations')
  const { page } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('button', { name: 'New organization' }))
  await keys.press('Enter')
  await page.getByRole('dialog').waitFor()
  await expectNoViolation(page)
  await keys.tabTo(page.getByRole('textbox', { name: 'Name' }))
  await keys.type('Zephyr & Sons')
  await keys.press('Enter')
  await page.getByRole('heading', { name: 'Zephyr & Sons' }).waitFor()
  const { pathname } = new URL(page.url())

  await page.goto(`${world.url}/dashboard/organizations?search=zephyr`)
  await page.getByRole('row', { name: /Zephyr & Sons/ }).waitFor()
  await expectCount(page.getByRole('row'), 2)

  await page.goto(`${world.url}${pathname}?tab=details`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const confirm = page.getByRole('button', { name: 'Delete the organization' })
  assert.ok(await confirm.isDisabled(), 'it is asked for the name first')
  await page.getByRole('textbox', { name: /Type Zephyr & Sons/ }).fill('Zephyr & Sons')
  await confirm.click()
  await page.waitForURL('**/dashboard/organizations')
  await opened.settled()
  await page.getByRole('row', { name: /Harrowmere/ }).waitFor()
  await expectCount(page.getByRole('row', { name: /Zephyr/ }), 0)
})

test('a set-up link is made, opened and revoked', options, async () => {
  const world = await screenWorld()
  const path = `/dashboard/organizations/${world.organizations.brightmoor}?tab=links`
  await using opened = await world.open(path)
  const { page } = opened
  await page.getByRole('button', { name: 'New set-up link' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByPlaceholder('ada@acme.example').fill('setup@brightmoor.example')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = (await dialog.getByRole('group', { name: 'Set-up link' }).locator('code').textContent()) ?? ''
  assert.match(link, /^http.+/)
  await expectNoViolation(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  const row = page.getByRole('row', { name: /setup@brightmoor\.example/ })
  await expectText(row, /not yet/)

  await using visitor = await world.open('/dashboard/sign-in', { as: null })
  const visited = await visitor.page.goto(link)
  assert.ok(visited?.ok())
  await visitor.page.waitForURL(/\/setup(\/|$)/, { waitUntil: 'commit' })
  await page.goto(world.url + path)
  // When it was opened is told.
  await expectText(row, /^(?!.*not yet)/)

  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('The link was revoked').waitFor()
  const again = await visitor.page.request.get(`${world.url}/setup/api/me`)
  assert.equal(again.status(), 401, 'whoever had it open is out at once')
})

test('a domain shows the record that verifies it', options, async () => {
  const world = await screenWorld()
  await using opened = await world.open(`/dashboard/organizations/${world.organizations.brightmoor}?tab=domains`)
  const { page } = opened
  await page.getByRole('textbox', { name: 'Domain' }).fill('brightmoor-studios.example')
  await page.getByRole('button', { name: 'Add the domain' }).click()
  await page.getByRole('heading', { name: 'brightmoor-studios.example' }).waitFor()
  await page.getByText('_muster-challenge.brightmoor-studios.example').waitFor()
  await page.getByRole('button', { name: 'Verify' }).last().waitFor()
})
