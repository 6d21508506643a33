import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { putDocuments } from '../../src/testing/overlay-documents.ts'
import type { ApiObject } from './harness/http-api.ts'
import {
  bothSchemes,
  checkScreen,
  expectNoViolation,
  expectText,
  keyboard,
  type OpenedScreen,
  options,
  type ScreenWorld,
  schemes,
  screenWorld,
} from './screen-world.ts'

/** Harrowmere with a team, groups of which one has undecided people, an org unit, and a dotted line. */
type TeamsWorld = ScreenWorld & {
  readonly organization: string
  readonly manager: { readonly id: string; readonly display_name: string; readonly title: string }
  readonly report: { readonly id: string; readonly display_name: string }
}

let made: Promise<TeamsWorld> | undefined

function teamsWorld(): Promise<TeamsWorld> {
  made ??= makeTeams()
  return made
}

async function makeTeams(): Promise<TeamsWorld> {
  const world = await screenWorld()
  const organization = world.organizations.harrowmere
  const { manager, report, other } = await peopleOf(world)
  const group = { kind: 'Group', id: 'contractors', name: 'Contractors' }
  const documents = [
    { kind: 'Team', id: 'platform', name: 'Platform', lead: manager.id, members: { add: [report.id], mode: 'exact' } },
    {
      kind: 'OrgUnit',
      id: 'eng',
      name: 'Engineering',
      members: { rule: 'person.department == "Engineering"', mode: 'additive' },
    },
    { ...group, members: { rule: 'person.costCenter == "900"', mode: 'additive' } },
    { kind: 'DottedLine', id: 'launch', person: report.id, manager: other.id, reason: 'The launch' },
  ]
  await putDocuments(world.database, organization, { documents })
  for (let looks = 0; looks < 4_000; looks += 1) {
    const { data } = await world.api('GET', `/organizations/${organization}/member_objects`)
    const own = data.filter(({ id }: ApiObject) => ['platform', 'eng', 'contractors'].includes(id))
    if (own.length === 3 && own.every((one: ApiObject) => one.evaluated)) {
      return { ...world, organization, manager, report }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return assert.fail('members have not followed')
}

/** Somebody with a report, that one, and somebody else. People follow the log: all of them may not be there yet. */
async function peopleOf({ api, organizations }: ScreenWorld): Promise<Record<string, ApiObject>> {
  for (;;) {
    const { cards } = await api('GET', `/organizations/${organizations.harrowmere}/org_chart?depth=2`)
    const [root] = cards
    const manager = cards.find((card: ApiObject) => card.manager_id === root.id && card.reports > 0)
    const report = cards.find((card: ApiObject) => card.manager_id === manager?.id)
    const other = cards.find(({ id }: ApiObject) => ![root.id, manager?.id, report?.id].includes(id))
    if (manager && report && other) return { manager, report, other }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Chooses somebody in a field that searches. Options move when those come that were searched for, from below a pointer too. */
async function choosePerson({ page, settled }: OpenedScreen, field: Locator, name: string): Promise<void> {
  const found = page.waitForResponse((answer) => new URL(answer.url()).searchParams.get('search') === name)
  await field.fill(name)
  await found
  await settled()
  await page.getByRole('option', { name }).first().click()
}

const screens: Readonly<Record<string, (world: TeamsWorld) => string>> = {
  'teams-of-units': ({ organization }) => `/teams?organization=${organization}&kind=OrgUnit`,
  'team-undecided': ({ organization }) => `/teams/Group/contractors?organization=${organization}&tab=undecided`,
  'team-rule': ({ organization }) => `/teams/OrgUnit/eng?organization=${organization}&tab=rule`,
  'org-chart-around': ({ organization, report }) =>
    `/org-chart?organization=${organization}&person=${report.id}&panel=${report.id}`,
  'org-chart-list': ({ organization }) => `/org-chart?organization=${organization}&view=list`,
}

for (const scheme of bothSchemes) {
  test(`the page of a team opens in ${scheme}`, options, async () => {
    const world = await teamsWorld()
    await using opened = await world.open(`/dashboard/teams/Team/platform?organization=${world.organization}`, {
      scheme,
    })
    await opened.page.getByText('Declared in Team/platform.yaml:1').waitFor()
    await checkScreen(opened, 'team')
  })
}

for (const scheme of schemes) {
  for (const [name, path] of Object.entries(screens)) {
    test(`the screen ${name} opens in ${scheme}`, options, async () => {
      const world = await teamsWorld()
      await using opened = await world.open(`/dashboard${path(world)}`, { scheme })
      await checkScreen(opened, name)
    })
  }
}

test('from the top of the chart somebody is opened, closed and looked at by keys alone', options, async () => {
  const world = await teamsWorld()
  const { organization, manager } = world
  await using opened = await world.open(`/dashboard/org-chart?organization=${organization}`)
  const { page } = opened
  const keys = keyboard(page)
  const toggle = page.getByRole('button', { name: `Hide the reports of ${manager.display_name}` })
  await toggle.waitFor()
  await keys.tabTo(toggle)
  await keys.press('Enter')
  await page.getByRole('button', { name: new RegExp(`^Show .* of ${manager.display_name}$`) }).waitFor()
  const card = page.getByRole('button', { name: new RegExp(`^${manager.display_name}, `) })
  await page.keyboard.press('Shift+Tab')
  await keys.tabTo(card)
  await keys.press('Enter')
  await page.getByRole('dialog').getByText('Show the chart around').waitFor()
})

test('the chart is taken out as a picture', options, async () => {
  const world = await teamsWorld()
  await using opened = await world.open(`/dashboard/org-chart?organization=${world.organization}`)
  const { page, problems } = opened
  for (const ending of ['SVG', 'PNG']) {
    await page.getByRole('button', { name: 'Download' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: `As ${ending}` }).click(),
    ])
    assert.equal(file.suggestedFilename(), `org-chart.${ending.toLowerCase()}`)
  }
  assert.deepEqual(problems, [])
})

test(
  'somebody is added to a group by hand and taken out again, and a file that says who is in it cannot be changed here',
  options,
  async () => {
    const world = await teamsWorld()
    const { organization, report } = world
    await using opened = await world.open(`/dashboard/teams/Group/contractors?organization=${organization}`)
    const { page, problems } = opened
    await page.getByRole('button', { name: 'Add a person' }).click()
    const field = page.getByRole('dialog').getByRole('combobox', { name: 'Person' })
    await choosePerson(opened, field, report.display_name)
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
    await page.getByText(/^Added by hand/).waitFor()
    await page.getByRole('button', { name: `Actions for ${report.display_name}` }).click()
    await page.getByRole('menuitem', { name: 'Take back' }).click()
    await page.getByText('Nobody is in it').waitFor()
    await page.goto(page.url().replace('Group/contractors', 'Team/platform'))
    await page.getByText('Declared in Team/platform.yaml:1').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Add a person' }).count(), 0)
    assert.deepEqual(problems, [])
  },
)

test(
  'why somebody is in an org unit, and somebody else is not, is shown part by part of its rule',
  options,
  async () => {
    const world = await teamsWorld()
    const { data } = await world.api('GET', `/people?organization_id=${world.organization}&limit=100`)
    const outsider = data.find(({ attributes }: ApiObject) => attributes.department === 'Finance')
    await using opened = await world.open(`/dashboard/teams/OrgUnit/eng?organization=${world.organization}&tab=members`)
    const { page, problems } = opened
    const keys = keyboard(page)
    await keys.tabTo(page.getByRole('button', { name: /^Explain: .* and Engineering$/ }).first())
    await keys.press('Enter')
    const panel = page.getByRole('dialog')
    const rule = panel.getByRole('list', { name: 'Every part of the rule with what it gives' })
    await panel.getByText('Is in Engineering.').waitFor()
    await rule.getByText('person.department == "Engineering"').waitFor()
    await opened.settled()
    await expectNoViolation(page, 'light and dark')
    await keys.press('Escape')
    await panel.waitFor({ state: 'detached' })
    const asked = page.getByRole('combobox', { name: 'Why is somebody in, or not in it?' })
    await choosePerson(opened, asked, outsider.display_name)
    await panel.getByText('Is not in Engineering.').waitFor()
    await expectText(rule, /person\.department"Finance"/)
    assert.deepEqual(problems, [])
  },
)
