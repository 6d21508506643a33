import { test } from 'node:test'
import fc from 'fast-check'
import { fuzzCases } from '../testing/scim-fuzz/fuzz-case.ts'
import { openFuzzWorld } from '../testing/scim-fuzz/fuzz-world.ts'

const requests = 4_000

// `npm run fuzz` goes on without end, from another seed each time.
test('of 4,000 requests, right or wrong, none fails the server, hangs, or changes something and is refused', async () => {
  await using world = await openFuzzWorld()
  const { casesAtOnce, run } = world
  await fc.assert(fc.asyncProperty(fuzzCases(casesAtOnce), run), {
    seed: 7644,
    numRuns: Math.ceil(requests / casesAtOnce),
  })
})
