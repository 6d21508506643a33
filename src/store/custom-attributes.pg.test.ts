import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CustomAttribute, customAttributeNameProblem } from '../model/custom-attribute.ts'
import { createTestDatabase } from '../testing/database.ts'
import { deleteCustomAttribute, putCustomAttribute, readCustomAttributes } from './custom-attributes.ts'

const at = new Date('2026-01-02T03:04:05Z')
const badge: CustomAttribute = {
  organizationId: 'org_1',
  name: 'badge',
  type: 'text',
  form: 'trim',
  description: null,
  createdAt: at,
  updatedAt: at,
}

test('an organization declares attributes, changes them and takes them back, and no other sees them', async () => {
  await using s = await createTestDatabase()
  const on = s.database
  await putCustomAttribute(on, badge)
  await putCustomAttribute(on, { ...badge, organizationId: 'org_2' })
  await putCustomAttribute(on, { ...badge, name: 'area' })
  const later = new Date('2026-02-02T03:04:05Z')
  const changed = await putCustomAttribute(on, { ...badge, type: 'number', createdAt: later, updatedAt: later })
  assert.deepEqual(changed, { ...badge, type: 'number', createdAt: at, updatedAt: later })
  assert.deepEqual(
    (await readCustomAttributes(on, 'org_1')).map(({ name, type }) => [name, type]),
    [
      ['area', 'text'],
      ['badge', 'number'],
    ],
  )
  assert.equal(await deleteCustomAttribute(on, badge), true)
  assert.equal(await deleteCustomAttribute(on, badge), false)
  assert.deepEqual(await readCustomAttributes(on, 'org_2'), [{ ...badge, organizationId: 'org_2' }])
})

test('a name is of lower-case letters and not that of a predefined attribute', () => {
  assert.equal(customAttributeNameProblem('shoe_size2'), null)
  for (const name of ['', 'Shoe', '2nd', '_x', 'a-b', 'a'.repeat(64), '__proto__']) {
    assert.match(customAttributeNameProblem(name) ?? '', /lower-case/, name)
  }
  for (const name of ['department_name', 'manager_id', 'emails']) {
    assert.match(customAttributeNameProblem(name) ?? '', /predefined/, name)
  }
  assert.equal(customAttributeNameProblem('constructor'), null)
})
