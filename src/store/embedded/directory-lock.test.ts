import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { lockDirectory } from './directory-lock.ts'

const program = `
  import { lockDirectory } from ${JSON.stringify(new URL('directory-lock.ts', import.meta.url).href)}
  const lock = await lockDirectory(process.argv[1]).catch((error) => error.code)
  console.log(lock.release ? 'holds' : lock)
  // The holder stays until all have tried.
  if (lock.release) setTimeout(() => {}, 3000)
`

test('of many processes that want a folder at once never two get it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-lock-'))
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => {
      const options = ['--input-type=module-typescript', '--eval', program, folder]
      return text(spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] }).stdout)
    }),
  )
  const words = answers.map((answer) => answer.trim())
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
