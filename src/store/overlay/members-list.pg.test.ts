import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../../testing/database.ts'
import { makeDirectory } from '../../testing/directories.ts'
import { listObjectMembers, type MemberPage } from './members-list.ts'

test('the members of an object are listed by name, page by page, few and many alike', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  const { organizationId } = await makeDirectory(database)
  await database.query({
    text: `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version,
        created_at, updated_at)
      select $1, 'person_' || n, 'active', 'P' || (n * 7919 % 5000), 'p' || (n * 7919 % 5000), '{}', '{}', 1, now(), now()
      from generate_series(1, 5000) n`,
    values: [organizationId],
  })
  for (const [objectId, each] of [
    ['few', 50],
    ['many', 2],
  ] as const) {
    await database.query({
      text: `insert into overlay_members select $1, 'Group', $2, 'person_' || n, '[{"by":"rule"}]', now()
        from generate_series($3::integer, 5000, $3::integer) n`,
      values: [organizationId, objectId, each],
    })
    await database.query({
      text: `insert into overlay_counts (organization_id, kind, object_id, members) values ($1, 'Group', $2, $3)`,
      values: [organizationId, objectId, 5000 / each],
    })
    const names: string[] = []
    let after: MemberPage['after'] = null
    for (;;) {
      const page = { organizationId, kind: 'Group', objectId, which: 'members', after, limit: 70 } as const
      const listed: Awaited<ReturnType<typeof listObjectMembers>> = await listObjectMembers(database, page)
      names.push(...listed.map(({ nameKey, personId }) => `${nameKey} ${personId}`))
      const last = listed.at(-1)
      if (!last) break
      assert.deepEqual(last.reasons, [{ by: 'rule' }])
      after = last
    }
    const expected = await database.query<{ name: string }>({
      text: `select p.display_name_key || ' ' || p.id as name from overlay_members m join people p on p.id = m.person_id
        where m.object_id = $1 order by p.display_name_key, p.id`,
      values: [objectId],
    })
    assert.deepEqual(
      names,
      expected.map(({ name }) => name),
    )
  }
})
