import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const root = resolve(import.meta.dirname, '..')
const assets = resolve(root, 'dist/web/assets')

/** The scripts that a screen needs before it can be drawn: the app's entry, the screen's own file, and what both import. */
function scriptsOf(app: 'dashboard' | 'portal', path: string): string[] {
  const page = readFileSync(resolve(root, `dist/web/${app}.html`), 'utf8')
  const entries = [...page.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name]) => name ?? '')
  const needed = new Set<string>()
  const waiting = [...entries, ...screenFile(app, path)]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue
    needed.add(name)
    waiting.push(...importsOf(name))
  }
  return [...needed]
}

/** What a script imports before it runs; `import(…)`, which loads later, is none of it. */
function importsOf(name: string): string[] {
  const source = readFileSync(resolve(assets, name), 'utf8')
  return [...source.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, found]) => found ?? '')
}

/** The file of the screen at a path, where it is loaded when it is opened. */
function screenFile(app: string, path: string): string[] {
  for (const file of globSync(`${root}/web/${app}/**/*.{ts,tsx}`)) {
    const routes = readFileSync(file, 'utf8').match(/createRoute\(\{[\s\S]*?\n?\}\)\n/g) ?? []
    const route = routes.find((one) => one.includes(`path: '${path}',`))
    const [, module] = /import\('[./]*(?:[\w-]+\/)*([\w-]+)\.tsx'\)/.exec(route ?? '') ?? []
    if (module === undefined) continue
    const name = readdirSync(assets).find((asset) => new RegExp(`^${module}-[\\w-]{8}\\.js$`).test(asset))
    assert.ok(name, `${module}.tsx is in no file of its own; was everything built?`)
    return [name]
  }
  return []
}

const kilobytes = (names: readonly string[]) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(resolve(assets, name)), { level: 9 }).length, 0) / 1000

for (const { what, app, path, most } of [
  { what: 'the set-up portal', app: 'portal', path: '/', most: 200 },
  { what: 'the list of people', app: 'dashboard', path: '/people', most: 220 },
  { what: 'the list of users', app: 'dashboard', path: '/users', most: 220 },
  { what: 'the overview', app: 'dashboard', path: '/', most: 220 },
] as const) {
  test(`${what} loads at most ${most} kB of scripts, compressed`, (t) => {
    const scripts = scriptsOf(app, path)
    const size = kilobytes(scripts)
    t.diagnostic(`${what}: ${size.toFixed(1)} kB in ${scripts.length} files`)
    assert.ok(
      size <= most,
      `${size.toFixed(1)} kB: ${scripts.map((name) => `${name} ${kilobytes([name]).toFixed(1)}`).join(', ')}`,
    )
  })
}
