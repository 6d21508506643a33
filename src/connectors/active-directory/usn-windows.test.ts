import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AndFilter,
  type Entry,
  type Filter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  ResultCodeError,
} from 'ldapts'
import { SourceError } from '../source-error.ts'
import { usnWindows } from './usn-windows.ts'

class SizeLimit extends ResultCodeError {
  constructor() {
    super(4, 'size limit')
  }
}

/** A server with objects of these numbers that refuses to give more than so many at once. */
function server(numbers: readonly number[], most: number) {
  let asked = 0
  const bounds = (filter: Filter): number[] =>
    filter instanceof AndFilter
      ? filter.filters.map((each) =>
          each instanceof GreaterThanEqualsFilter || each instanceof LessThanEqualsFilter ? Number(each.value) : 0,
        )
      : []
  return {
    asked: () => asked,
    async read(filter: Filter): Promise<readonly Entry[]> {
      asked++
      const [low = 0, high = 0] = bounds(filter)
      const found = numbers.filter((number) => number >= low && number <= high)
      if (found.length > most) throw new SourceError('listing_incomplete', 'too many', { cause: new SizeLimit() })
      return found.map((number) => ({ dn: String(number) }))
    },
  }
}

async function read(numbers: readonly number[], { most, through }: { most: number; through: number }) {
  const source = server(numbers, most)
  const seen: number[] = []
  for await (const { entries } of usnWindows({ attribute: 'uSNCreated', from: 1, through, read: source.read })) {
    seen.push(...entries.map(({ dn }) => Number(dn)))
  }
  return { seen, asked: source.asked() }
}

test('every object is read once, however many the server gives at once', async () => {
  const numbers = Array.from({ length: 5000 }, (_, index) => 700_000 + index * 3)
  const { seen, asked } = await read([...numbers, 2_000_000], { most: 100, through: 2_000_000 })
  assert.deepEqual(seen, [...numbers, 2_000_000])
  assert.ok(asked < 300, `${asked} searches`)
})

test('a domain controller that counted far costs few searches', async () => {
  const { seen, asked } = await read([3, 49_999_999], { most: 1000, through: 50_000_000 })
  assert.deepEqual(seen, [3, 49_999_999])
  assert.ok(asked < 900, `${asked} searches`)
})

test('a server that gives nothing at all is not taken for an empty one', async () => {
  await assert.rejects(read([1, 2, 3], { most: 0, through: 3 }), { code: 'listing_incomplete' })
})
