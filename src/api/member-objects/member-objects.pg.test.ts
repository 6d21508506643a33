import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letMembersFollow } from '../../memberships/start-memberships.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { createPeopleWorld } from '../../testing/people-world.ts'

const names = ['Ada Ames', 'Ben Bell', 'Cleo Carr', 'Dora Dee', 'Emil East']

/** Five people: Ada leads Ben and Cleo, Ben leads Dora; Emil has no manager and no title. */
async function setUp() {
  const api = await createTestApi()
  const world = await createPeopleWorld({
    database: api.database,
    onPeopleChanged: api.context.onPeopleChanged,
    directories: 1,
  })
  const { organizationId } = world
  const managers = [undefined, '1', '1', '2', undefined]
  await world.arrive(
    ...names.map((name, index) => {
      const [givenName = '', familyName = ''] = name.split(' ')
      const manager = managers[index]
      return {
        directory: 0,
        name: givenName.toLowerCase(),
        mail: `${givenName.toLowerCase()}@acme.example`,
        ...{ givenName, familyName },
        ...(index < 4 && { title: index < 2 ? 'Lead' : 'Engineer' }),
        custom: { employee_number: String(index + 1), ...(manager && { manager_id: manager }) },
      }
    }),
  )
  const ids = await world.personIds()
  const person = (name: string) => ids[`0/${name}`] ?? ''
  const root = `/organizations/${organizationId}`
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const answer = await api.call(method, `${root}${path}`, body ? { body } : {})
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  return {
    ...{ api, world, organizationId, person, ask },
    put: async (documents: readonly object[]) => {
      await putDocuments(api.database, organizationId, { documents })
      const { database, platform, overlays } = api.context
      await letMembersFollow({ database, platform, overlays, wrote: () => {} })
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

const leads = {
  kind: 'Group',
  id: 'leads',
  name: 'Leads',
  members: { rule: 'person.title == "Lead"', mode: 'additive' },
}
const platform = {
  kind: 'Team',
  id: 'platform',
  lead: 'emp:1',
  roles: { oncall: ['emp:2', 'emp:99'] },
  members: { add: ['emp:1', 'emp:2'], mode: 'exact' },
}

type Listed = { readonly person: { readonly display_name: string } }
const namesOf = ({ data }: { readonly data: readonly Listed[] }) => data.map((one) => one.person.display_name)

test('teams, groups and org units are listed with how many are in them, and each with who and why', async () => {
  await using world = await setUp()
  const { ask, put, person } = world
  await put([leads, platform])
  const all = await ask('GET', '/member_objects')
  assert.deepEqual(
    all.data.map((one: Record<string, unknown>) => [one.kind, one.name, one.members, one.unknown]),
    [
      ['Group', 'Leads', 2, 1],
      ['Team', 'platform', 2, 0],
    ],
  )
  assert.deepEqual(all.data[1].lead, { ref: 'emp:1', id: person('ada'), display_name: 'Ada Ames' })
  assert.deepEqual((await ask('GET', '/member_objects?kinds=Team')).data.length, 1)
  assert.deepEqual((await ask('GET', '/member_objects?search=LEA')).data.length, 1)
  assert.deepEqual((await ask('GET', '/member_objects?undecided=true')).data[0].id, 'leads')
  assert.equal((await ask('GET', '/member_objects/count')).teams, 1)
  const members = await ask('GET', '/member_objects/Group/leads/members')
  assert.deepEqual(namesOf(members), ['Ada Ames', 'Ben Bell'])
  assert.deepEqual(members.data[0].reasons, [{ rule: 'person.title == "Lead"', by: 'rule' }])
  assert.deepEqual(namesOf(await ask('GET', '/member_objects/Group/leads/members?search=ben')), ['Ben Bell'])
  const first = await ask('GET', '/member_objects/Group/leads/members?limit=1')
  const next = await ask('GET', `/member_objects/Group/leads/members?limit=1&after=${first.list_metadata.after}`)
  assert.deepEqual(namesOf(next), ['Ben Bell'])
  const back = await ask('GET', `/member_objects/Group/leads/members?limit=1&before=${next.list_metadata.before}`)
  assert.deepEqual([namesOf(back), back.list_metadata.before], [['Ada Ames'], null])
  const undecided = await ask('GET', '/member_objects/Group/leads/undecided')
  assert.deepEqual([namesOf(undecided), undecided.data[0].missing], [['Emil East'], 'person.title is missing'])
  const team = await ask('GET', '/member_objects/Team/platform')
  assert.deepEqual(
    team.roles[0].people.map((one: Record<string, unknown>) => [one.ref, one.display_name]),
    [
      ['emp:2', 'Ben Bell'],
      ['emp:99', null],
    ],
  )
})

test('somebody is added by hand, kept out and let be, unless a file says who exactly is in it', async () => {
  await using world = await setUp()
  const { api, ask, put, person, organizationId } = world
  await put([leads, platform])
  const hand = '/member_objects/Group/leads/hand_members'
  const added = await ask('POST', hand, { person_id: person('emil'), until: '2099-01-31' })
  assert.deepEqual([added.member, added.reasons[0].by, added.reasons[0].until], [true, 'hand', '2099-01-31'])
  const kept = await ask('POST', hand, { person_id: person('ada'), action: 'remove' })
  assert.equal(kept.member, false)
  assert.deepEqual(namesOf(await ask('GET', '/member_objects/Group/leads/members')), ['Ben Bell', 'Emil East'])
  const listed = await ask('GET', hand)
  assert.deepEqual(listed.data.map((one: Record<string, unknown>) => one.action).toSorted(), ['add', 'remove'])
  assert.equal((await ask('DELETE', `${hand}/${person('ada')}`)).member, true)
  const path = `/organizations/${organizationId}/member_objects/Team/platform/hand_members`
  const refused = await api.call('POST', path, { body: { person_id: person('emil') } })
  assert.deepEqual([refused.status, refused.body.code], [409, 'members_declared'])
  assert.match(refused.body.message, /Team\/platform\.yaml:1/)
})
