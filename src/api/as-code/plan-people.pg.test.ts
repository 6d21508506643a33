import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '../../model/overlay/plan.ts'
import { createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'

const count = 1003

async function insertPeople({ database }: TestApi, organizationId: string): Promise<void> {
  await database.query({
    text: `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version,
        created_at, updated_at)
      select $1, 'person_' || lpad(n::text, 26, '0'), 'active', 'Person ' || n, 'person ' || n,
        jsonb_build_object('title', 'Engineer ' || n), '{}', 1, now(), now()
      from generate_series(1, $2::integer) n`,
    values: [organizationId, count],
  })
}

const file = 'kind: Group\nid: all\nmembers:\n  rule: person.title.startsWith("Engineer")\n  mode: exact\n'

test('a plan names a thousand of those who enter, and everybody when it is asked to, each with why', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  await insertPeople(api, organizationId)
  const peopleOf = async (more: object) => {
    const body = { files: [{ path: 'all.yaml', text: file }], ...more }
    const { body: made } = await api.call('POST', `/organizations/${organizationId}/plans`, { body })
    const { body: kept } = await api.call('GET', `/plans/${made.id}`)
    assert.deepEqual(kept.plan, made.plan)
    const { people } = (made.plan as Plan).changes[0] ?? {}
    assert.ok(people)
    assert.equal(people.enter, count)
    for (const { name, why } of people.samples.enter) {
      assert.equal(why, `the rule holds: title "${name.replace('Person', 'Engineer')}"`)
    }
    return new Set(people.samples.enter.map(({ id }) => id)).size
  }
  assert.equal(await peopleOf({}), 1000)
  assert.equal(await peopleOf({ all_people: true }), count)
})
