// Sends requests, right and wrong, to a server with a database of its own, until one is answered as none may be, or until
// Ctrl-C. What it found is printed as small as it can be made, with the seed that finds it again.
import fc from 'fast-check'
import { fuzzCases } from '../src/testing/scim-fuzz/fuzz-case.ts'
import { openFuzzWorld } from '../src/testing/scim-fuzz/fuzz-world.ts'
import { ensureTemplate } from '../src/testing/template.ts'
import { startTestServer } from '../src/testing/test-server.ts'

const roundsAtOnce = 500

const server = await startTestServer({ bin: undefined })
process.on('SIGINT', () => server.stop().finally(() => process.exit(0)))
await ensureTemplate(server.url)
process.env.MUSTER_TEST_DATABASE_URL = server.url
try {
  for (let seed = Date.now() % 1_000_000_000, cases = 0; ; seed += 1) {
    await using world = await openFuzzWorld()
    await fc.assert(fc.asyncProperty(fuzzCases(world.casesAtOnce), world.run), { seed, numRuns: roundsAtOnce })
    cases += roundsAtOnce * world.casesAtOnce
    console.log(`${cases.toLocaleString('en')} requests, nothing found (seed ${seed})`)
  }
} finally {
  await server.stop()
}
