import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// A process that has read the source of the API, compiled it and warmed it up saves half of what most of its files take, so
// several files share one. Not those that start programs, hold much memory, or look at their own process (its timers, its temporary
// folder).
const shared =
  /^(web|src\/(api|as-code|cli|client|connectors|define|delivery|directory|events|expressions|memberships|model|people|platform|sandbox|scim|store|sync))\//
const alone = /memory-budget|fuzz|chaos|crash|large|plans|guards\/guards|listener|csv-places|follow-repositor|embedded/
const filesPerProcess = 12

// Tests of screens share a browser and a world, which takes as long to make as most of them take. Those that change much for others
// come after them; a file that is named in no world has one of its own.
const worlds = [
  ['every-screen', 'sign-in', 'api-reference'],
  ['portal-setup', 'portal-status'],
  ['overview', 'users', 'groups', 'palette', 'audit', 'people', 'events', 'organizations', 'webhooks'],
  ['settings', 'directories', 'teams', 'as-code'],
].map((names) => names.map((name) => `test/browser/${name}.test.ts`))

/** What the test runner is given: files, some of them gathered. */
export type Batches = Disposable & { readonly files: readonly string[] }

/** Gathers test files that lie side by side into files that import them, in a folder that is removed at the end. */
export function gatherTests(files: readonly string[]): Batches {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-files-'))
  const isShared = (file: string) => shared.test(file) && !alone.test(file)
  const batches = [
    // They are begun in the order of their names: what takes longest comes first.
    ...worlds.map((world, index) => ({
      name: `0-screens-${index + 1}`,
      part: world.filter((file) => files.includes(file)),
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
    files: [...gathered, ...files.filter((file) => !isShared(file) && !worlds.flat().includes(file))],
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
