import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letMembersFollow } from '../memberships/start-memberships.ts'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { putDocuments } from '../testing/overlay-documents.ts'
import { createPeopleWorld } from '../testing/people-world.ts'
import { createMusterClient } from './muster-client.ts'

test('teams, who is in them and why, and the org chart are read by the client', async () => {
  await using api = await createTestApi()
  const { database, onPeopleChanged, platform, overlays } = api.context
  await using world = await createPeopleWorld({ database, onPeopleChanged, directories: 1 })
  const { organizationId } = world
  const someone = { directory: 0, familyName: 'Ames', title: 'Lead' }
  await world.arrive(
    { ...someone, name: 'ada', givenName: 'Ada', custom: { employee_number: '1' } },
    { ...someone, name: 'ben', givenName: 'Ben', custom: { employee_number: '2', manager_id: '1' } },
  )
  const rule = 'person.title == "Lead"'
  await putDocuments(database, organizationId, {
    documents: [
      { kind: 'Team', id: 'platform', name: 'Platform', members: { rule, mode: 'additive' } },
      { kind: 'Group', id: 'leads' },
    ],
  })
  await letMembersFollow({ database, platform, overlays, wrote: () => {} })
  const baseUrl = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const muster = createMusterClient({ baseUrl, apiKey: bootstrapKey })

  const listed = await Array.fromAsync(muster.memberObjects.list(organizationId, { kinds: ['Team'] }))
  assert.deepEqual(
    listed.map(({ id, members }) => [id, members]),
    [['platform', 2]],
  )
  const team = { organization_id: organizationId, kind: 'Team', id: 'platform' } as const
  assert.equal((await muster.memberObjects.get(team)).overlay_object.id, 'platform')
  const [ada, ...others] = await Array.fromAsync(muster.memberObjects.members(team, { limit: 1 }))
  assert.deepEqual([ada?.person.display_name, ada?.reasons, others.length], ['Ada Ames', [{ by: 'rule', rule }], 1])
  const why = await muster.memberObjects.explain(team, ada?.person.id ?? '')
  assert.deepEqual([why.is_member, why.rule?.explained?.value], [true, 'true'])
  assert.deepEqual(await Array.fromAsync(muster.memberObjects.undecided(team)), [])
  const chart = await muster.orgChart.get(organizationId, { depth: 1 })
  assert.deepEqual([chart.roots, chart.cards.length], [[ada?.person.id], 2])
  assert.equal((await muster.orgChart.get(organizationId, { person: ada?.person.id ?? '' })).person_id, ada?.person.id)
  assert.deepEqual(await Array.fromAsync(muster.orgChart.unplaced(organizationId)), [])
})
