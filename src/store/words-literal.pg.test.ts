import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTestDatabase } from '../testing/database.ts'
import { wordsLiteral, wordsQuery } from './words-literal.ts'

test('whatever characters a word has, PostgreSQL finds it, whole and by its beginning', async () => {
  await using clone = await createTestDatabase()
  const word = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('\0') && text.isWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), async (words) => {
      const [one = ''] = words
      const [first = ''] = [...one]
      const [row] = await clone.database.query<{ whole: boolean; begun: boolean; other: boolean }>({
        text: 'select $1::tsvector @@ $2::tsquery as whole, $1::tsvector @@ $3::tsquery as begun, $1::tsvector @@ $4::tsquery as other',
        values: [
          wordsLiteral(words),
          wordsQuery({ wanted: words, begun: [] }),
          wordsQuery({ wanted: [], begun: [first] }),
          wordsQuery({ wanted: [`${words.join('')} not there`], begun: [] }),
        ],
      })
      assert.deepEqual(row, { whole: true, begun: true, other: false })
    }),
    { numRuns: 60 },
  )
})
