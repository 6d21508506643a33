import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'muster-config-'))
after(() => rm(folder, { recursive: true }))

const guide = readFileSync(path('docs/guides/typescript.md'), 'utf8')
const example = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''

/** The package as npm would put it into the folder of somebody who writes documents. */
before(async () => {
  const installed = join(folder, 'node_modules/muster')
  await mkdir(installed, { recursive: true })
  const folders = ['dist/client', 'dist/config'].map((name) => join(installed, name))
  const { status } = spawnSync(process.execPath, [path('scripts/build-client.ts'), ...folders])
  assert.equal(status, 0)
  await cp(path('package.json'), join(installed, 'package.json'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  await mkdir(join(folder, 'config'))
  await writeFile(join(folder, 'config/squads.ts'), example)
})

function typeCheck(file: string) {
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '']
  return spawnSync(process.execPath, [path('node_modules/typescript/bin/tsc'), ...options, file], {
    cwd: folder,
    encoding: 'utf8',
  })
}

test('the example of the guide has the right types, and a mistake in it has not', async () => {
  const right = typeCheck('config/squads.ts')
  assert.equal(right.status, 0, right.stdout)
  const wrong = example.replace("type: 'squad'", "type: 'sqad'").replace('orgUnit: engineering', 'orgUnit: everybody')
  await writeFile(join(folder, 'config/wrong.ts'), wrong)
  const { status, stdout } = typeCheck('config/wrong.ts')
  assert.notEqual(status, 0)
  assert.match(stdout, /sqad/)
  await rm(join(folder, 'config/wrong.ts'))
})

test('the package works where it is installed', () => {
  const script = "import('muster/config').then((m) => console.log(m.defineTeam({ id: 'a' }).kind, m.rule`x == y`))"
  const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' })
  assert.equal(stdout, 'Team x == y\n')
})

test('the example of the guide compiles to documents that have nothing wrong with them', () => {
  const muster = (...args: string[]) => spawnSync(path('bin/muster'), args, { cwd: folder, encoding: 'utf8' })
  const compiled = muster('compile', 'config', '--out', '.')
  assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr)
  for (const file of ['groups/squad-members.yaml', 'org/engineering.yaml', 'teams/api.yaml', 'teams/web.yaml'])
    assert.ok(compiled.stdout.includes(`  + ${file}\n`), file)
  assert.match(muster('check', '.', '--strict').stdout, /^5 documents in 5 files, nothing to say\.$/m)
})
