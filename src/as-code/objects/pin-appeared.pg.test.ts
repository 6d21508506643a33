import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '../../model/person.ts'
import { nothingFollows } from '../../people/person-change.ts'
import type { Database } from '../../store/database.ts'
import { readPins, readWaitingRefs } from '../../store/overlay/pins.ts'
import { readOverlayRevision } from '../../store/overlay/read-objects.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { makeDirectory } from '../../testing/directories.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { pinAppeared } from './pin-appeared.ts'

const now = new Date()

/** Somebody by the number of an employee, as the people engine would have made them. */
async function insertPerson(database: Database, organizationId: string, number: string): Promise<Person> {
  const id = `person_${number.padStart(26, '0')}`
  const values = [organizationId, id, `directory_user_${number}`, `employeeNumber=${number}`]
  await database.query({
    text: `with link as (
        insert into person_links (organization_id, user_id, directory_id, person_id, rule, confidence, evidence, linked_at)
        values ($1, $3, 'directory_1', $2, 'new', 1, '{}', now())
      ) insert into person_keys (organization_id, key, user_id) values ($1, $4, $3)`,
    values,
  })
  const attributes = { employeeNumber: number }
  return {
    ...{ id, organizationId, status: 'active', isService: false, displayName: number, attributes, sources: {} },
    ...{ managerId: null, managerKey: null, version: 1, createdAt: now, updatedAt: now },
  }
}

test('who appears takes the place that files keep, once, and members follow', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  const { organizationId } = await makeDirectory(database)
  const members = { add: ['emp:7', 'emp:8'], mode: 'exact' }
  await putDocuments(database, organizationId, { documents: [{ kind: 'Group', id: 'all', members }] })
  assert.deepEqual(await readWaitingRefs(database, organizationId), ['emp:7', 'emp:8'])
  const person = await insertPerson(database, organizationId, '7')
  const appear = pinAppeared(nothingFollows)
  const people = { organizationId, changed: [{ before: null, after: person }], now }
  await database.transaction((on) => appear(on, people))
  assert.deepEqual([...(await readPins(database, organizationId))], [['emp:7', person.id]])
  assert.deepEqual(await readWaitingRefs(database, organizationId), ['emp:8'])
  assert.equal(await readOverlayRevision(database, organizationId), 2)
  await database.transaction((on) => appear(on, { ...people, changed: [{ before: person, after: person }] }))
  assert.equal(await readOverlayRevision(database, organizationId), 2)
})
