import type { TestEvent } from 'node:test/reporters'

/** A reporter of the test runner: the files in which something failed, a line each. */
// biome-ignore lint/style/noDefaultExport: the runner takes the default export of a module for its reporter
export default async function* failedFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const told = new Set<string>()
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || !data.file || told.has(data.file)) continue
    told.add(data.file)
    yield `${data.file}\n`
  }
}
