import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bulkCreate } from './bulk-create.ts'
import { expectList } from './check-answer.ts'
import { emptyPopulation } from './population.ts'

test('a page is right only with its users in their order and the total of the directory', () => {
  const page = (ids: readonly string[], totalResults: number) => ({
    status: 200,
    body: JSON.stringify({ totalResults, Resources: ids.map((id) => ({ id })) }),
  })
  const check = expectList(['a', 'b'], 5)
  assert.equal(check(page(['a', 'b'], 5)), undefined)
  assert.equal(check(page(['a', 'b'], 4)), 'totalResults is not 5')
  assert.equal(check(page(['b', 'a'], 5)), 'resource 1 is not a')
  assert.equal(check(page(['a'], 5)), 'there are not 2 resources')
  assert.equal(check({ status: 429, body: '' }), 'status is not 200')
})

test('a Bulk answer is right only when every user was created, in whichever order it says so', () => {
  const answer = (bulkId: string, status = '201') => ({
    bulkId,
    status,
    location: `http://test/scim/Users/id-${bulkId}`,
  })
  const answered = (Operations: readonly object[]) => {
    const population = emptyPopulation(2)
    const { check } = bulkCreate(population, 2)
    return { wrong: check({ status: 200, body: JSON.stringify({ Operations }) }), ids: population.ids }
  }
  assert.deepEqual(answered([answer('u1'), answer('u0')]), { wrong: undefined, ids: ['id-u0', 'id-u1'] })
  assert.match(answered([answer('u0'), answer('u1', '409')]).wrong ?? '', /^not created/)
  assert.match(answered([answer('u0'), answer('u0')]).wrong ?? '', /^no location for bulkId u1/)
  assert.match(answered([answer('u0')]).wrong ?? '', /^there are 1 answers/)
})
