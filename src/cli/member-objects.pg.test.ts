import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letMembersFollow } from '../memberships/start-memberships.ts'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { putDocuments } from '../testing/overlay-documents.ts'
import { createPeopleWorld } from '../testing/people-world.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { groups, orgUnits, teams } from './member-objects.ts'
import { orgChart } from './org-chart.ts'

const documents = [
  { kind: 'OrgUnit', id: 'engineering', name: 'Engineering', members: { add: ['emp:1'], mode: 'exact' } },
  {
    ...{ kind: 'Team', id: 'platform', name: 'Platform', type: 'squad', orgUnit: 'engineering', lead: 'emp:1' },
    members: { add: ['emp:2'], mode: 'exact' },
    roles: { oncall: ['emp:2'] },
  },
  { kind: 'Group', id: 'leads', name: 'Leads', members: { rule: 'person.title == "Lead"', mode: 'additive' } },
  { kind: 'DottedLine', id: 'berlin', person: 'emp:3', manager: 'emp:2', reason: 'Head of Berlin' },
]

/** Ada leads Ben and Cleo, Ben leads Dora; Emil has no manager and no title. */
async function setUp() {
  const api = await createTestApi()
  const { database, onPeopleChanged, platform, overlays } = api.context
  const world = await createPeopleWorld({ database, onPeopleChanged, directories: 1 })
  const managers = [undefined, '1', '1', '2', undefined]
  await world.arrive(
    ...['Ada', 'Ben', 'Cleo', 'Dora', 'Emil'].map((givenName, index) => ({
      ...{ directory: 0, name: givenName.toLowerCase(), givenName, familyName: 'Ames' },
      ...(index < 4 && { title: index < 2 ? 'Lead' : 'Engineer' }),
      custom: { employee_number: String(index + 1), ...(managers[index] && { manager_id: managers[index] }) },
    })),
  )
  await putDocuments(database, world.organizationId, { documents })
  await letMembersFollow({ database, platform, overlays, wrote: () => {} })
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
  const run = async (verb: ApiVerb, ...args: string[]) => {
    const printed: string[] = []
    await runApiVerb(verb, args, { environment, folder: '/nonexistent', print: (text) => printed.push(text) })
    return printed.join('\n')
  }
  return {
    run,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

test('teams, groups and org units are listed and shown, with who is in them and why', async () => {
  await using company = await setUp()
  const { run } = company
  assert.match(await run(teams, 'list'), /platform +Platform +Ada Ames +2 +- +\S+:1/)
  assert.match(await run(teams, 'list', '--search', 'nothing'), /There are no teams like that/)
  assert.match(await run(teams, 'show', 'platform'), /type +squad\nlead +Ada Ames\norg unit +engineering\n/)
  assert.match(await run(teams, 'show', 'platform'), /oncall +Ben Ames\n/)
  assert.match(await run(teams, 'members', 'platform'), /Ada Ames +active .* leads it$/m)
  assert.match(await run(teams, 'members', 'platform', '--search', 'ben'), /named as emp:2; has the role oncall$/m)
  assert.match(await run(orgUnits, 'members', 'engineering'), /Ada Ames/)
  assert.match(await run(groups, 'list', '--undecided'), /leads +Leads +- +2 +1 /)
  assert.match(await run(groups, 'members', 'leads', '--undecided'), /Emil Ames .*title/)
  await assert.rejects(run(groups, 'show', 'nothing'), /Group/)
})

test('why somebody is or is not in a group is told with every part of its rule', async () => {
  await using company = await setUp()
  const { run } = company
  assert.match(
    await run(groups, 'explain', 'leads', 'ada'),
    /^Ada Ames is in Leads\.\n {2}the rule holds\nThe rule:\n {2}person\.title == "Lead" {2}→ {2}true\n {4}person\.title {2}→ {2}"Lead"/,
  )
  assert.match(
    await run(groups, 'explain', 'leads', 'cleo'),
    /^Cleo Ames is not in Leads\.\n {2}the rule does not hold, and nobody names/,
  )
  assert.match(await run(groups, 'explain', 'leads', 'emil'), /not in Leads\.\n {2}the rule cannot be decided: .*title/)
  assert.match(await run(teams, 'explain', 'platform', 'dora'), /not in Platform\.\n {2}nobody names this person$/)
})

test('the org chart is shown from its top and around somebody, and who has no place in it is listed', async () => {
  await using company = await setUp()
  const { run } = company
  assert.equal(
    await run(orgChart, 'show'),
    [
      ...['Ada Ames, Lead  (2, 3 in all)', '  Ben Ames, Lead  (1)', '    Dora Ames, Engineer', '  Cleo Ames, Engineer'],
      'Dotted line: Cleo Ames to Ben Ames, Head of Berlin',
    ].join('\n'),
  )
  assert.equal(
    await run(orgChart, 'show', '--depth', '1', '--limit', '1'),
    [
      ...['Ada Ames, Lead  (2, 3 in all)', '  Ben Ames, Lead  (1)', '    … 1 more', '  … 1 more'],
      'Dotted line: Cleo Ames to Ben Ames, Head of Berlin',
    ].join('\n'),
  )
  assert.match(await run(orgChart, 'show', 'ben'), /^Ada Ames.*\n {2}Ben Ames.*\n {4}Dora Ames/)
  assert.match(await run(orgChart, 'unplaced'), /Emil Ames +active/)
})
