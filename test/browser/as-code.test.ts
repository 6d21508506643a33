import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '../../src/model/overlay/plan.ts'
import type { ApiObject } from './harness/http-api.ts'
import {
  bothSchemes,
  checkScreen,
  expectValue,
  keyboard,
  options,
  type ScreenWorld,
  schemes,
  screenWorld,
} from './screen-world.ts'

/** Harrowmere, which has teams and groups in files, a plan that waits, one that cannot be applied, and something changed outside. */
type FilesWorld = ScreenWorld & {
  readonly organization: string
  readonly waiting: string
  readonly held: string
  readonly person: string
}

let made: Promise<FilesWorld> | undefined

function filesWorld(): Promise<FilesWorld> {
  made ??= makeFiles()
  return made
}

const rule = 'person.department == "Engineering"'
const group = (id: string, name: string, text: string) =>
  `kind: Group\nid: ${id}\nname: ${name}\nmembers:\n  rule: ${text}\n  mode: exact\n`
const files: Readonly<Record<string, string>> = {
  'groups/engineers.yaml': group('engineers', 'Engineers', rule),
  'groups/leads.yaml': group('leads', 'Leads', 'person.title.contains("Lead") || person.title.contains("Manager")'),
  'teams/platform.yaml': 'kind: Team\nid: platform\nname: Platform\ntype: squad\ndescription: Runs the platform\n',
}

async function makeFiles(): Promise<FilesWorld> {
  const world = await screenWorld()
  const { api, organizations } = world
  const organization = organizations.harrowmere
  const plan = async (given: Readonly<Record<string, string>>): Promise<ApiObject> => {
    const sent = Object.entries(given).map(([path, text]) => ({ path, text }))
    const from = { repository: 'harrowmere/directory', commit: '9f3c2d17b0a4', branch: 'main', pull_request: '41' }
    return api('POST', `/organizations/${organization}/plans`, { files: sent, ...from })
  }
  const first = await plan(files)
  await api('POST', `/plans/${first.id}/apply`, {})
  const objects = `/organizations/${organization}/overlay/objects`
  await api('POST', objects, {
    document: {
      kind: 'Group',
      id: 'by-hand',
      name: 'Made by hand',
      members: { rule: 'person.active', mode: 'additive' },
    },
  })
  await api('PATCH', `${objects}/Team/platform`, { document: { name: 'Platform crew' }, override: true })
  // A plan is made from the members that there are, and those of an apply follow it.
  await untilEvaluated(world, organization)
  const held = await plan({
    ...files,
    'groups/engineers.yaml': group('engineers', 'Engineers', 'person.title == "Nobody"'),
  })
  const waiting = await plan({
    ...files,
    'groups/engineers.yaml': group('engineers', 'Engineers', `${rule} || person.department == "Design"`),
    'groups/finance.yaml': group('finance', 'Finance', 'person.department == "Finance"'),
  })
  return { ...world, organization, waiting: waiting.id, held: held.id, person: world.people.asPerson }
}

async function untilEvaluated({ api }: ScreenWorld, organization: string): Promise<void> {
  for (;;) {
    const { data } = await api('GET', `/organizations/${organization}/member_objects`)
    if (data.every(({ evaluated }: ApiObject) => evaluated)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const screens: Readonly<Record<string, (world: FilesWorld) => string>> = {
  'as-code-plans': ({ organization }) => `/as-code?organization=${organization}`,
  'as-code-plan-held': ({ held }) => `/as-code/plans/${held}`,
  'as-code-drift': ({ organization }) => `/as-code?organization=${organization}&tab=drift`,
  'as-code-repositories': ({ organization }) => `/as-code?organization=${organization}&tab=repositories`,
  'as-code-managed': ({ organization }) => `/as-code?organization=${organization}&tab=managed`,
  'rules-managed': ({ organization }) => `/rules?organization_id=${organization}&kind=Group&id=engineers`,
  'rules-text': ({ organization }) =>
    `/rules?organization_id=${organization}&rule=${encodeURIComponent('person.title.lower().split(" ").size() > 2')}`,
}

for (const scheme of schemes) {
  for (const [name, path] of Object.entries(screens)) {
    test(`${name} opens in ${scheme}`, options, async () => {
      const world = await filesWorld()
      await using opened = await world.open(`/dashboard${path(world)}`, { scheme })
      await checkScreen(opened, name)
    })
  }
}

for (const scheme of bothSchemes) {
  test(`a plan opens in ${scheme}`, options, async () => {
    const world = await filesWorld()
    await using opened = await world.open(`/dashboard/as-code/plans/${world.waiting}`, { scheme })
    await checkScreen(opened, 'as-code-plan')
  })
}

test('a plan is read, and applied with the keyboard alone', options, async () => {
  const world = await filesWorld()
  await using opened = await world.open(`/dashboard/as-code/plans/${world.waiting}`)
  const { page } = opened
  const keys = keyboard(page)
  await keys.tabTo(page.getByRole('button', { name: 'Apply' }))
  await keys.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Apply this plan?' })
  await keys.tabTo(dialog.getByRole('button', { name: 'Apply' }))
  await keys.press('Enter')
  await page.getByText('Applied', { exact: true }).first().waitFor()
  const { state } = await world.api('GET', `/plans/${world.waiting}`)
  assert.equal(state, 'applied')
})

test('everybody who leaves by a plan is shown to whoever asks', options, async () => {
  const world = await filesWorld()
  const { plan } = await world.api('GET', `/plans/${world.held}`)
  const { leave, samples } = (plan as Plan).changes.find(({ address }) => address === 'Group/engineers')?.people ?? {}
  assert.ok(leave && samples && leave > 5 && samples.leave.length === leave)
  await using opened = await world.open(`/dashboard/as-code/plans/${world.held}`)
  const { page } = opened
  const change = page.getByText('Group/engineers').locator('..')
  await change.getByRole('button', { name: `Show ${leave - 5} of them` }).click()
  const links = change.getByRole('table', { name: 'Leave' }).getByRole('link')
  assert.deepEqual(
    await links.allTextContents(),
    samples.leave.map(({ name }) => name),
  )
})

test('a rule is put together of rows, counted, and told of somebody', options, async () => {
  const world = await filesWorld()
  await using opened = await world.open(`/dashboard/rules?organization_id=${world.organization}`, {
    scheme: 'light and dark',
  })
  const { page } = opened
  await page.getByRole('combobox', { name: 'Value' }).fill('Engineering')
  await page
    .getByRole('button', { name: /^Why: / })
    .first()
    .click()
  await page.getByText('The rule takes this person in.').waitFor()
  await checkScreen(opened, 'rules-why')
  await page.keyboard.press('Escape')
  await page.getByText('Text', { exact: true }).click()
  await expectValue(page.getByLabel('Rule as text'), rule)
})

test('a rule of Okta is brought along', options, async () => {
  const world = await filesWorld()
  await using opened = await world.open(`/dashboard/rules?organization_id=${world.organization}`)
  const { page } = opened
  await page.getByRole('button', { name: 'From Entra or Okta' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Okta', { exact: true }).click()
  await dialog.getByLabel('The rule as it is written there').fill('user.department=="Engineering"')
  await dialog.getByRole('button', { name: 'Convert' }).click()
  await dialog.getByRole('button', { name: 'Use this rule' }).click()
  await expectValue(page.getByLabel('Rule as text'), rule)
})
