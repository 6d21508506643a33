import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOverlay, readOverlayObjects, readOverlayRevision } from '../../store/overlay/read-objects.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { makeDirectory } from '../../testing/directories.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'

const platform = { kind: 'Team', id: 'platform', name: 'Platform', members: { add: ['emp:1'], mode: 'exact' } }

test('documents are in effect once they are applied, and the same ones again change nothing', async () => {
  await using clone = await createTestDatabase()
  const { organizationId } = await makeDirectory(clone.database)
  await putDocuments(clone.database, organizationId, { documents: [platform, { kind: 'Group', id: 'all' }] })
  const { revision, objects } = await readOverlay(clone.database, organizationId)
  assert.equal(revision, 1)
  assert.deepEqual(
    objects.map(({ kind, id, version }) => [kind, id, version]),
    [
      ['Group', 'all', 1],
      ['Team', 'platform', 1],
    ],
  )
  const again = await putDocuments(clone.database, organizationId, {
    documents: [platform, { kind: 'Group', id: 'all' }],
  })
  assert.equal(again.revision, null)
  assert.equal(await readOverlayRevision(clone.database, organizationId), 1)
})

test('a document that is declared no more is deleted, and one that comes back is restored', async () => {
  await using clone = await createTestDatabase()
  const { organizationId } = await makeDirectory(clone.database)
  await putDocuments(clone.database, organizationId, { documents: [platform] })
  await putDocuments(clone.database, organizationId, { documents: [] })
  assert.deepEqual(await readOverlayObjects(clone.database, organizationId), [])
  await putDocuments(clone.database, organizationId, { documents: [platform] })
  const [restored] = await readOverlayObjects(clone.database, organizationId, ['Team'])
  assert.equal(restored?.version, 3)
  const events = await clone.database.query<{ type: string }>({
    text: 'select type from events where organization_id = $1 order by seq',
    values: [organizationId],
  })
  assert.deepEqual(
    events.map(({ type }) => type),
    ['overlay.object_created', 'overlay.object_deleted', 'overlay.object_restored'],
  )
})

test('an object under another id keeps what hangs on it', async () => {
  await using clone = await createTestDatabase()
  const { organizationId } = await makeDirectory(clone.database)
  await putDocuments(clone.database, organizationId, { documents: [platform] })
  await clone.database.query({
    text: `insert into overlay_members values ($1, 'Team', 'platform', 'person_1', '[]', now())`,
    values: [organizationId],
  })
  const renamed = { ...platform, id: 'base', previously: ['platform'] }
  await putDocuments(clone.database, organizationId, { documents: [renamed] })
  const [object] = await readOverlayObjects(clone.database, organizationId)
  assert.equal(object?.id, 'base')
  assert.equal('previously' in (object?.document ?? {}), false)
  const members = await clone.database.query({ text: 'select object_id, person_id from overlay_members' })
  assert.deepEqual(members, [{ object_id: 'base', person_id: 'person_1' }])
})
