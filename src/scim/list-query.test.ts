import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScimError } from './errors.ts'
import { parseListQuery } from './list-query.ts'
import { groupResourceType, userResourceType } from './schema/resource-type.ts'
import { dialectFor, readingContext } from './tolerances.ts'

const users = userResourceType()

function parse(query: Record<string, unknown>) {
  return parseListQuery(query, users, readingContext(dialectFor('generic scim v2.0')))
}

test('O-01 the lookup of Okta', () => {
  const { filter, sort, startIndex, count } = parse({
    filter: 'userName eq "a@okta.local"',
    startIndex: '1',
    count: '100',
  })
  const attribute = { path: ['userName'], type: 'string', caseExact: false, multiValuedAt: -1 }
  assert.deepEqual(
    { filter, sort, startIndex, count },
    {
      filter: { kind: 'compare', attribute, operator: 'eq', value: 'a@okta.local' },
      sort: null,
      startIndex: 1,
      count: 100,
    },
  )
})

test('R-11 a startIndex below 1 is 1, a count below 0 is 0, and a count too great is cut', () => {
  const pageOf = (query: Record<string, unknown>) => [parse(query).startIndex, parse(query).count]
  assert.deepEqual(pageOf({}), [1, 100])
  assert.deepEqual(pageOf({ startIndex: '-3', count: '-1' }), [1, 0])
  assert.deepEqual(pageOf({ startIndex: '0', count: '0' }), [1, 0])
  assert.deepEqual(pageOf({ startIndex: 201, count: 5_000 }), [201, 1_000])
  for (const bad of ['x', '1.5', ['1', '2'], '9'.repeat(30)]) assert.throws(() => parse({ count: bad }), ScimError)
})

test('R-06 unknown parameters are passed over', () => {
  assert.equal(parse({ aadOptscim062020: '', '': '' }).filter, null)
})

test('R-18 sorting finds its attribute in the schema, and the value of a multi-valued one', () => {
  assert.deepEqual(parse({ sortBy: 'USERNAME', sortOrder: 'Descending' }).sort, {
    attribute: { path: ['userName'], type: 'string', caseExact: false, multiValuedAt: -1 },
    order: 'descending',
  })
  assert.deepEqual(parse({ sortBy: 'emails' }).sort?.attribute.path, ['emails', 'value'])
  assert.equal(parse({ sortBy: 'emails' }).sort?.order, 'ascending')
  for (const sortBy of ['name', 'shoeSize', 'password']) assert.throws(() => parse({ sortBy }), ScimError)
  assert.throws(() => parse({ sortBy: 'title', sortOrder: 'up' }), ScimError)
})

test('E-38 groups are looked up without their members', () => {
  const query = { filter: 'displayName eq "displayName"', excludedAttributes: 'members' }
  const { projection } = parseListQuery(query, groupResourceType(), readingContext(dialectFor('azure scim v2.0')))
  assert.equal(projection.selection.get('members'), 'whole')
})

test('no filter and an empty one ask for everything, one of blanks is refused', () => {
  assert.equal(parse({}).filter, null)
  assert.equal(parse({ filter: '' }).filter, null)
  assert.throws(() => parse({ filter: '  ' }), { scimType: 'invalidFilter' })
})
