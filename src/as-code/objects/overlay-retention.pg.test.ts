import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noteRemovals, readRemovals } from '../../store/overlay/removals.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { makeDirectory, testPlatform } from '../../testing/directories.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { tidyOverlay } from './overlay-retention.ts'

test('a deleted object can be restored for 30 days, with who was added by hand, and is gone then', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  const { organizationId } = await makeDirectory(database)
  await putDocuments(database, organizationId, { documents: [{ kind: 'Group', id: 'all' }] })
  await database.query({
    text: `insert into overlay_hand_members (organization_id, kind, object_id, person_id, action, actor, created_at)
      values ($1, 'Group', 'all', 'person_1', 'add', '{}', now())`,
    values: [organizationId],
  })
  await putDocuments(database, organizationId, { documents: [] })
  const left = async () => {
    const [row] = await database.query<{ objects: number; hand: number }>({
      text: `select (select count(*)::integer from overlay_objects) as objects,
          (select count(*)::integer from overlay_hand_members) as hand`,
    })
    return row
  }
  const now = testPlatform().clock.now().getTime()
  const day = 24 * 60 * 60 * 1000
  await tidyOverlay(database, new Date(now + 29 * day))
  assert.deepEqual(await left(), { objects: 1, hand: 1 })
  await tidyOverlay(database, new Date(now + 31 * day))
  assert.deepEqual(await left(), { objects: 0, hand: 0 })
})

test('what was taken away is known for as long as guards count it', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  const { organizationId } = await makeDirectory(database)
  const at = testPlatform().clock.now()
  const removals = [{ kind: 'Group', objectId: 'all', personId: 'person_1' } as const]
  await noteRemovals(database, organizationId, { removals, at })
  const hour = 60 * 60 * 1000
  await tidyOverlay(database, new Date(at.getTime() + 23 * hour))
  assert.deepEqual(await readRemovals(database, organizationId), [{ ...removals[0], removedAt: at }])
  await tidyOverlay(database, new Date(at.getTime() + 24 * hour))
  assert.deepEqual(await readRemovals(database, organizationId), [])
})
