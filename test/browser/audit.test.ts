import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { checkScreen, expectCount, expectTextOfAll, keyboard, options, schemes, screenWorld } from './screen-world.ts'

for (const scheme of schemes) {
  test(`an entry of the audit log is sound in ${scheme}, with the object before and after`, options, async () => {
    const { open, api, directories } = await screenWorld()
    const { data } = await api('GET', `/audit_log?target=${directories.okta}&limit=1`)
    await using opened = await open(`/dashboard/audit?panel=${data[0].id}`, { scheme })
    await opened.page.getByRole('table', { name: 'What changed' }).waitFor()
    await checkScreen(opened, 'audit-entry')
  })
}

test('an entry is opened by the keyboard alone, and leads to its object', options, async () => {
  const { open, directories } = await screenWorld()
  await using opened = await open(`/dashboard/audit?target=${directories.okta}`, { as: 'auditor' })
  const { page } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.locator('tr[data-row]').first())
  await keys.press('Enter')
  const panel = page.getByRole('dialog')
  await panel.getByRole('table', { name: 'What changed' }).waitFor()
  const link = panel.getByRole('link', { name: directories.okta })
  assert.match((await link.getAttribute('href')) ?? '', new RegExp(`/directories/${directories.okta}$`))
})

test('the filters let through what they say, and the export has exactly that', options, async () => {
  const { open, api } = await screenWorld()
  const action = 'directory.created'
  const { data } = await api('GET', `/audit_log?action=${action}&limit=100`)
  await using opened = await open(`/dashboard/audit?action=${action}`, { as: 'auditor' })
  const { page } = opened
  await expectCount(page.locator('tr[data-row]'), data.length)
  const download = async (name: string): Promise<string> => {
    await page.getByRole('button', { name: 'Export' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
    return readFile(await file.path(), 'utf8')
  }
  const lines = (await download('JSON lines')).trim().split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).id),
    data.map(({ id }: { id: string }) => id).toReversed(),
  )
  const table = (await download('CSV')).trim().split('\r\n')
  assert.equal(table.length, data.length + 1)
  assert.ok(table[0]?.startsWith('id,occurred_at,action'))
  assert.ok(table.slice(1).every((line) => line.includes(action)))
})

test('an action is chosen among those that are in the log', options, async () => {
  const { open } = await screenWorld()
  await using opened = await open('/dashboard/audit')
  const { page } = opened
  await page.getByRole('button', { name: 'Action' }).click()
  await page.getByRole('radio', { name: 'Directory: created' }).click()
  await page.waitForURL(/action=directory.created/)
  await opened.settled()
  await expectTextOfAll(page.locator('tr[data-row]'), /Directory: created/)
})
