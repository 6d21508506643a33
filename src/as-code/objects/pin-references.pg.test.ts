import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OverlayDocument } from '../../model/overlay/document.ts'
import { readPins, readWaitingRefs } from '../../store/overlay/pins.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { makeDirectory, testPlatform } from '../../testing/directories.ts'
import { orderPlan } from '../plan/keep-plan.ts'
import { createObject, updateObject } from './change-object.ts'

const cause = { source: 'api', actorId: null, requestId: null } as const

async function start() {
  const clone = await createTestDatabase()
  const { database } = clone
  const { organizationId } = await makeDirectory(database)
  await database.query({
    text: `with link as (
        insert into person_links (organization_id, user_id, directory_id, person_id, rule, confidence, evidence, linked_at)
        values ($1, 'directory_user_7', 'directory_1', 'person_7', 'new', 1, '{}', now())
      ) insert into person_keys (organization_id, key, user_id) values ($1, 'employeeNumber=7', 'directory_user_7')`,
    values: [organizationId],
  })
  const platform = testPlatform()
  return { clone, database, organizationId, platform }
}

test('whom somebody names by the API is pinned as whom files name, in rules too', async () => {
  const { clone, database, organizationId, platform } = await start()
  await using _ = clone
  const rule = 'person.reportsTo("emp:7") || person.reportsDirectlyTo( \'emp:8\' )'
  const document = OverlayDocument.parse({ kind: 'Group', id: 'reports', members: { rule, mode: 'exact' } })
  await database.transaction((transaction) => createObject({ transaction, platform, organizationId, cause }, document))
  assert.deepEqual([...(await readPins(database, organizationId))], [['emp:7', 'person_7']])
  assert.deepEqual(await readWaitingRefs(database, organizationId), ['emp:8'])
  const keys = { members: { add: ['emp:9'], mode: 'exact' } }
  await database.transaction((transaction) =>
    updateObject({ transaction, platform, organizationId, cause }, document, { keys, override: false }),
  )
  assert.deepEqual(await readWaitingRefs(database, organizationId), ['emp:8', 'emp:9'])
})

test('of files with errors nothing is kept: a secret in one of them is in no plan', async () => {
  const { clone, database, organizationId, platform } = await start()
  await using _ = clone
  const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'
  const files = [
    { path: 'a.yaml', text: `kind: Group\nid: a\ndescription: ${secret}\n` },
    { path: 'b.yaml', text: 'kind: Group\nid: b\nname: [\n' },
  ]
  const origin = { type: 'files', repository: null, commit: null, branch: null, pull_request: null } as const
  const createdBy = { type: 'api_key', id: 'key', name: 'key' } as const
  const order = { organizationId, files, findings: [], origin, createdBy }
  const record = await orderPlan({ on: database, platform }, order)
  assert.equal(record.plan.applyable, false)
  assert.doesNotMatch(JSON.stringify(record), new RegExp(secret))
})
