import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { putDocuments } from '../../src/testing/overlay-documents.ts'
import type { ApiObject } from './harness/http-api.ts'
import { checkScreen, keyboard, options, type ScreenWorld, schemes, screenWorld } from './screen-world.ts'

/** Harrowmere, whose payroll knows some of those whom its Okta knows, by other titles, and a desk of whom nobody can say who it is. */
type PayrollWorld = ScreenWorld & {
  readonly organization: string
  /** A person who is a user of both. */
  readonly person: string
  /** The one whom that person reports to. */
  readonly manager: string
  readonly agency: Endpoint
}

let made: Promise<PayrollWorld> | undefined

function payrollWorld(): Promise<PayrollWorld> {
  made ??= makePayroll()
  return made
}

const desk = { mail: 'front.desk@harrowmere.example', givenName: 'Front', familyName: 'Desk' }

async function makePayroll(): Promise<PayrollWorld> {
  const world = await screenWorld()
  const { api, okta } = world
  const organization = world.organizations.harrowmere
  const { data } = await api('GET', `/directory_users?directory=${world.directories.okta}&limit=12&order=asc`)
  const changed = await api('GET', `/directory_users/${world.people.changed}`)
  const others = data.filter(({ id }: ApiObject) => id !== changed.id)
  const payroll = await openDirectory(world, 'Harrowmere Payroll')
  for (const [index, user] of [changed, ...others].entries()) {
    await push(payroll, { ...paidAs(user), title: `${user.job_title} (grade ${4 + (index % 4)})` })
  }
  await push(payroll, { ...desk, userName: 'desk-day', title: 'Receptionist', number: '20001' })
  const agency = await openDirectory(world, 'Harrowmere Agency')
  await push(agency, { ...desk, userName: 'desk-night', title: 'Night porter', number: '20002' })
  await putDocuments(world.database, organization, { documents: [engineers, ...peers] })
  await until(
    async () => (await api('GET', `/people?organization_id=${organization}&search=front desk`)).data.length === 2,
  )
  await push(okta, { ...desk, userName: 'front.desk', title: 'Receptionist' })
  await until(async () => (await api('GET', `/match_cases/count?organization_id=${organization}`)).count === 1)
  const person = world.people.asPerson
  return { ...world, organization, person, agency, manager: (await api('GET', `/people/${person}`)).manager_id }
}

const engineers = {
  kind: 'Group',
  id: 'engineers',
  name: 'Engineers',
  members: { rule: 'person.department == "Engineering"', mode: 'exact' },
}

/** Okta and the agency have the same say about titles: a person decides when they differ. */
const peers = [
  { kind: 'Directory', id: 'okta', directory: 'Harrowmere Okta' },
  { kind: 'Directory', id: 'agency', directory: 'Harrowmere Agency' },
  { kind: 'Authority', attributes: { title: { peers: ['okta', 'agency'], conflict: 'case' } } },
]

type Endpoint = { readonly endpoint: string; readonly token: string }

async function openDirectory({ api, organizations }: ScreenWorld, name: string): Promise<Endpoint> {
  const body = { organization_id: organizations.harrowmere, name, type: 'rippling scim v2.0' }
  const { endpoint, bearer_token: token } = await api('POST', '/directories', body)
  return { endpoint, token }
}

type Pushed = {
  readonly userName: string
  readonly mail: string
  readonly givenName: string
  readonly familyName: string
  readonly title: string
  readonly number?: string | undefined
}

function paidAs(user: ApiObject): Omit<Pushed, 'title'> {
  const { username, email, first_name: givenName, last_name: familyName, custom_attributes: custom } = user
  return { userName: `pay-${username}`, mail: email, givenName, familyName, number: custom.employee_number }
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

async function push({ endpoint, token }: Endpoint, { mail, number, givenName, familyName, ...user }: Pushed) {
  const body = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    ...user,
    externalId: user.userName,
    active: true,
    name: { givenName, familyName },
    displayName: `${givenName} ${familyName}`,
    emails: [{ value: mail, type: 'work', primary: true }],
    ...(number && { [enterprise]: { employeeNumber: number } }),
  }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
  const answer = await fetch(`${endpoint}/Users`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(answer.status, 201, await answer.text())
}

async function until(look: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 10_000; looks += 1) {
    if (await look()) return
    await pause(15)
  }
  assert.fail('people have not followed')
}

const screens: Readonly<Record<string, (world: PayrollWorld) => string>> = {
  'people-panel': ({ organization, person }) => `/people?organization=${organization}&panel=${person}`,
  'person-timeline': ({ person }) => `/people/${person}?tab=timeline`,
  'person-memberships': ({ person }) => `/people/${person}?tab=memberships`,
  'person-links': ({ person }) => `/people/${person}?tab=links`,
  'person-reports': ({ manager }) => `/people/${manager}?tab=reports`,
  'person-differing': ({ person }) => `/people/${person}?differing=true`,
  disputes: ({ organization }) => `/people/disputes?organization=${organization}`,
}

for (const scheme of schemes) {
  for (const [name, path] of Object.entries(screens)) {
    test(`${name} opens in ${scheme}`, options, async () => {
      const world = await payrollWorld()
      await using opened = await world.open(`/dashboard${path(world)}`, { scheme })
      await checkScreen(opened, name)
    })
  }
}

test(
  'whose a user is, is decided with keys alone, and unlinked and linked again on the page of the person',
  options,
  async () => {
    const world = await payrollWorld()
    await using opened = await world.open(`/dashboard/people/disputes?organization=${world.organization}`)
    const { page } = opened
    const keys = keyboard(page)
    await page.getByRole('heading', { name: 'Who is Front Desk?' }).waitFor()
    await opened.settled()
    await keys.press('2')
    await page.getByRole('radio', { name: /^Front Desk.*Agency/, checked: true }).waitFor()
    await keys.press('l')
    await page.getByText('Nothing to decide').waitFor()
    const { data } = await world.api('GET', `/match_cases?organization_id=${world.organization}&state=decided`)
    const { person_id: person } = data[0].decision
    await page.goto(`${world.url}/dashboard/people/${person}?tab=links`)
    await page.getByText('Pinned').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Harrowmere Okta' })
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Unlink' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
    await page.getByText('The user is a person of its own').waitFor()
    await row.waitFor({ state: 'detached' })
    assert.equal((await world.api('GET', `/people/${person}/links`)).data.length, 1)
  },
)

test(
  'whose word counts about a title is decided with one button, and two people are made one after a look',
  options,
  async () => {
    const world = await payrollWorld()
    const { api, organization, okta, agency } = world
    const temp = { mail: 'temp@harrowmere.example', givenName: 'Theodora', familyName: 'Temple' }
    await push(okta, { ...temp, userName: 'temp', title: 'Assistant' })
    await push(agency, { ...temp, userName: 'temp', title: 'Typist' })
    await push(agency, { ...temp, userName: 'temp-2', mail: 'temple@elsewhere.example', title: 'Clerk' })
    const cases = async () => (await api('GET', `/attribute_cases?organization_id=${organization}&state=open`)).data
    const isTheodora = ({ person_name: name }: ApiObject) => name === 'Theodora Temple'
    await until(async () => (await cases()).some(isTheodora))
    const person = (await cases()).find(isTheodora).person_id
    await using opened = await world.open(`/dashboard/people/values?organization=${organization}`, {
      scheme: 'light and dark',
    })
    const { page } = opened
    await checkScreen(opened, 'values')
    await page
      .getByRole('button', { name: 'Use this: the Job title that Harrowmere Agency says of Theodora Temple' })
      .click()
    await page.getByText('The person follows').waitFor()
    assert.equal((await api('GET', `/people/${person}`)).attributes.title, 'Typist')
    await page.goto(`${world.url}/dashboard/people/${person}`)
    await page.getByRole('link', { name: 'Disputed values' }).click()
    await page.getByRole('columnheader', { name: 'The directories said' }).waitFor()
    await page.getByText('Their word counts').waitFor()
    const found = await api('GET', `/people?organization_id=${organization}&search=temple@elsewhere.example`)
    await page.goto(`${world.url}/dashboard/people/${person}?tab=links`)
    await page.getByRole('button', { name: 'Merge with another person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').fill('temple@elsewhere')
    await page.getByRole('option', { name: /temple@elsewhere/ }).click()
    await dialog.getByText('The person would be more than one active user of Harrowmere Agency').waitFor()
    await dialog.getByRole('button', { name: 'Merge' }).click()
    await page.getByText('The two are one person').waitFor()
    assert.equal((await api('GET', `/people/${person}/links`)).data.length, 3)
    await assert.rejects(api('GET', `/people/${found.data[0].id}`), /became one with person/)
  },
)
