// Runs the tests: all on the PostgreSQL that comes with us, then some again on the oldest PostgreSQL we support, where the
// machine has it: those of the queries, and of the write path that is made of them. `npm test -- scim` runs the files
// whose path holds "scim"; options go to node.
import { existsSync, globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { ensureTemplate } from '../src/testing/template.ts'
import { startTestServer } from '../src/testing/test-server.ts'
import { gatherTests } from './test-batches.ts'
import { addTotals, printTotals, runAgain, runFiles, type TestRun } from './test-run.ts'

const oldestBin = '/usr/lib/postgresql/15/bin'

const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.ts'])
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part.replace(/^\.\//, ''))))
  .sort()

// Ctrl-C reaches the test files too; they end, and then we stop the servers in order.
process.on('SIGINT', () => {})

if (files.length === 0) {
  console.error(`No test file has ${wanted.map((part) => `"${part}"`).join(' or ')} in its path.`)
  process.exit(1)
}
const runs = [await runOn({ bin: undefined, files })]
const databaseFiles = files.filter((file) =>
  /^src\/(store\/(?!.*plans)|events\/|directory\/directory-writer).*\.pg\.test\.ts$/.test(file),
)
if (databaseFiles.length > 0) runs.push(...(await runOnOldest(databaseFiles)))
printTotals(addTotals(runs))
process.exitCode = runs.every((run) => run.code === 0) ? 0 : 1

async function runOnOldest(oldestFiles: string[]): Promise<TestRun[]> {
  if (!existsSync(oldestBin)) {
    console.log(`\nSkipped the tests on PostgreSQL 15: there is no ${oldestBin}.`)
    return []
  }
  console.log('\nThe tests of the database again, on PostgreSQL 15:')
  return [await runOn({ bin: oldestBin, files: oldestFiles })]
}

async function runOn({ bin, files }: { bin: string | undefined; files: readonly string[] }): Promise<TestRun> {
  // Whoever names files wants each by itself.
  using batches = wanted.length > 0 ? { files, [Symbol.dispose]() {} } : gatherTests(files)
  const server = await startTestServer({ bin })
  try {
    await ensureTemplate(server.url)
    const environment = {
      MUSTER_TEST_DATABASE_URL: server.url,
      // Every file is a process that reads most of the source: without its types only once.
      NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'),
    }
    const run = (atOnce: number, some: readonly string[]) =>
      runFiles([`--test-concurrency=${atOnce}`, '--test-timeout=1200000', ...options, ...some], environment)
    const first = await run(Math.max(3, availableParallelism() + 1), batches.files)
    return wanted.length > 0 ? first : await runAgain(first, (failed) => run(1, failed))
  } finally {
    await server.stop()
  }
}
