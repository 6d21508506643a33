import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readPostmasterFile } from '../src/store/embedded/postmaster-file.ts'
import { processStart } from '../src/store/embedded/process-identity.ts'

const program = fileURLToPath(new URL('../bin/muster', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'muster-cli-'))

before(() => chmod(folder, 0o711))
after(() => rm(folder, { recursive: true }))

function muster(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env.PATH, ...environment }
  return spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' })
}

/** Starts a server on a free port and waits until it says that it listens. */
async function serve(dataDir: string) {
  const env = { PATH: process.env.PATH, MUSTER_LOG_LEVEL: 'silent' }
  const args = ['serve', '--port', '0', '--data-dir', dataDir]
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const url = /http:\S+/.exec(line)?.[0]
  assert.ok(url, line)
  return { child, url, exit: once(child, 'exit') }
}

test('muster works from any folder and through a chain of symbolic links', async () => {
  await symlink(program, join(folder, 'one'))
  await symlink('one', join(folder, 'two'))
  const { stdout, status } = spawnSync('./two', ['--help'], { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0)
  assert.match(stdout, /serve {2}/)
})

test('a verb or an option that does not exist is told with exit code 2', () => {
  const verb = muster(['sreve'])
  assert.equal(verb.status, 2)
  assert.match(verb.stderr, /no verb "sreve"/)
  const option = muster(['serve', '--prot', '1'])
  assert.equal(option.status, 2)
  assert.match(option.stderr, /--prot/)
})

test('a server that cannot start says every problem of its configuration, without a stack', () => {
  const { status, stderr } = muster(['serve', '--port', 'x'], {
    DATABASE_URL: 'mysql://db',
    MUSTER_PUBLIC_URL: 'nowhere',
  })
  assert.equal(status, 1)
  for (const name of ['--port', 'DATABASE_URL', 'MUSTER_PUBLIC_URL', 'MUSTER_SECRET_KEY'])
    assert.match(stderr, new RegExp(name))
  assert.doesNotMatch(stderr, /\n\s+at /)
})

test('a database that is not there is told in words', () => {
  const { status, stderr } = muster(['migrate'], { DATABASE_URL: 'postgres://127.0.0.1:1/muster' })
  assert.equal(status, 1)
  assert.match(stderr, /ECONNREFUSED[\s\S]*Check/)
  assert.doesNotMatch(stderr, /\n\s+at /)
})

test('a server ends on SIGTERM with exit code 0 and takes its database along', async () => {
  const dataDir = join(folder, 'data')
  const { child, url, exit } = await serve(dataDir)
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  const postgres = await readPostmasterFile(join(dataDir, 'postgres'))
  assert.ok(postgres)
  assert.equal((await stat(join(dataDir, 'secret-key'))).mode & 0o777, 0o600)
  child.kill('SIGTERM')
  assert.deepEqual(await exit, [0, null])
  assert.equal(await processStart(postgres.pid), undefined)
})

test('Ctrl-C that arrives twice at once, as npm passes it on, still lets the server end in order', async () => {
  const dataDir = join(folder, 'data-of-ctrl-c')
  const { child, exit } = await serve(dataDir)
  child.kill('SIGINT')
  child.kill('SIGINT')
  assert.deepEqual(await exit, [0, null])
  assert.equal(await readPostmasterFile(join(dataDir, 'postgres')), undefined)
})
