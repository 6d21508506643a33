import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdtemp, readdir, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { completePackage, findBinaries } from './binaries.ts'

test('a package whose install script never ran is completed', async () => {
  const installed = dirname(dirname(await findBinaries({})))
  const copy = await mkdtemp(join(tmpdir(), 'muster-binaries-'))
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true })
  const lib = join(copy, 'native/lib')
  const links = (await readdir(lib, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink())
  for (const link of links) await unlink(join(lib, link.name))
  const programs = ['initdb', 'postgres'].map((name) => join(copy, 'native/bin', name))
  for (const file of programs) await chmod(file, 0o644)

  await completePackage(copy)
  for (const file of programs) assert.match(execFileSync(file, ['--version'], { encoding: 'utf8' }), /PostgreSQL/)
  await rm(copy, { recursive: true })
})
