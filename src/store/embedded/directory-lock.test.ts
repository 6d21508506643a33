import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { lockDirectory } from './directory-lock.ts'

const program = `
  import { lockDirectory } from ${JSON.stringify(new URL('directory-lock.ts', import.meta.url).href)}
  const lock = await lockDirectory(process.argv[1]).catch((error) => error.code)
  console.log(lock.release ? 'holds' : lock)
  // The holder stays until all have tried.
  if (lock.release) process.stdin.resume()
`

test('of many processes that want a folder at once never two get it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-lock-'))
  const options = ['--input-type=module-typescript', '--eval', program, folder]
  const tried = Array.from({ length: 5 }, () => {
    const child = spawn(process.execPath, options, { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return { child, word: lines.next().then(({ value }) => String(value)), ended: once(child, 'exit') }
  })
  const words = await Promise.all(tried.map(({ word }) => word))
  for (const { child } of tried) child.stdin.end()
  await Promise.all(tried.map(({ ended }) => ended))
  assert.ok(words.filter((word) => word === 'holds').length <= 1, words.join())
  assert.ok(
    words.every((word) => word === 'holds' || word === 'data_directory_in_use'),
    words.join(),
  )

  const lock = await lockDirectory(folder)
  await assert.rejects(lockDirectory(folder), { code: 'data_directory_in_use' })
  await lock.release()
  await rm(folder, { recursive: true })
})
