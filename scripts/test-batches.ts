import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// A process that has read the source of the API, compiled it and warmed it up saves half of what most of its files take, so
// several files share one. Not those that start programs, hold much memory, look at their own process (its timers, its temporary
// folder) or have a browser and a world of their own.
const shared = /^(web|src\/(api|connectors|directory|events|expressions|model|platform|scim))\//
const alone = /memory-budget|fuzz|chaos|crash|large|guards\/guards|listener|csv-places/
const filesPerProcess = 8

/** What the test runner is given: files, some of them gathered. */
export type Batches = Disposable & { readonly files: readonly string[] }

/** Gathers test files that lie side by side into files that import them, in a folder that is removed at the end. */
export function gatherTests(files: readonly string[]): Batches {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-files-'))
  const isShared = (file: string) => shared.test(file) && !alone.test(file)
  const gathered = [...byFolder(files.filter(isShared))].flatMap(([name, own]) =>
    inParts(own).map((part, index) => {
      const file = join(folder, `${name}-${index + 1}.test.mjs`)
      writeFileSync(file, part.map((one) => `import ${JSON.stringify(pathToFileURL(resolve(one)).href)}\n`).join(''))
      return file
    }),
  )
  return {
    files: [...gathered, ...files.filter((file) => !isShared(file))],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function byFolder(files: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of files) {
    const name = file.startsWith('web/') ? 'web' : (file.split('/')[1] ?? '')
    found.set(name, [...(found.get(name) ?? []), file])
  }
  return found
}

/** Parts of about the same size. */
function inParts(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / filesPerProcess)
  return Array.from({ length: count }, (_, part) => files.filter((_, index) => index % count === part))
}
