import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// A process that has read the source of the API, compiled it and warmed it up saves half of what most of its files take, so
// several files share one. Not those that start programs, hold much memory, or look at their own process (its timers, its temporary
// folder).
const shared =
  /^(web|src\/(api|as-code|connectors|directory|events|expressions|memberships|model|people|platform|scim|store))\//
const alone = /memory-budget|fuzz|chaos|crash|large|plans|guards\/guards|listener|csv-places|follow-repositor|embedded/
const filesPerProcess = 8

// Tests of screens share a browser and a world that takes as long to make as most of them take. What is told of a run that is held
// is decided in one world only once.
const screens = /^test\/browser\/(?!demo|sync-runs)/
const screensBy = [/every-screen|sign-in/, /portal/, /./]

/** What the test runner is given: files, some of them gathered. */
export type Batches = Disposable & { readonly files: readonly string[] }

/** Gathers test files that lie side by side into files that import them, in a folder that is removed at the end. */
export function gatherTests(files: readonly string[]): Batches {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-files-'))
  const isShared = (file: string) => shared.test(file) && !alone.test(file)
  const batches = [
    // They are begun in the order of their names: what takes longest comes first.
    ...byWorld(files.filter((file) => screens.test(file))).map((part, index) => ({
      name: `0-screens-${index + 1}`,
      part,
    })),
    ...[...byFolder(files.filter(isShared))].flatMap(([name, own]) =>
      inParts(own).map((part, index) => ({ name: `${name}-${index + 1}`, part })),
    ),
  ]
  const gathered = batches.map(({ name, part }) => {
    const file = join(folder, `${name}.test.mjs`)
    writeFileSync(file, part.map((one) => `import ${JSON.stringify(pathToFileURL(resolve(one)).href)}\n`).join(''))
    return file
  })
  return {
    files: [...gathered, ...files.filter((file) => !isShared(file) && !screens.test(file))],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function byWorld(files: readonly string[]): string[][] {
  const worldOf = (file: string) => screensBy.findIndex((names) => names.test(file))
  return screensBy.map((_, world) => files.filter((file) => worldOf(file) === world)).filter(({ length }) => length > 0)
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
