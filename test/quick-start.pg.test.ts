import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../src/testing/database.ts'
import { freePort, isListening } from '../src/testing/outside-program.ts'
import { startServerProcess, testApiKey } from '../src/testing/server-process.ts'

const document = readFileSync(new URL('../docs/quick-start.md', import.meta.url), 'utf8')
const buildScript = fileURLToPath(new URL('../scripts/build-client.ts', import.meta.url))

const tools = ['bash', 'curl', 'jq']
const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error)
const skip = missing.length > 0 ? `This machine lacks ${missing.join(', ')}` : false

type Block = { readonly language: string; readonly text: string }

const blocks: readonly Block[] = [...document.matchAll(/```(sh|js)\n([\s\S]*?)```/g)].map(
  ([, language = '', text = '']) => ({ language, text }),
)

/** A folder that is to the commands what a clone of the repository is: the key, and the client under its name. */
async function makeClone(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-quick-start-'))
  await mkdir(join(folder, '.muster'))
  await writeFile(join(folder, '.muster/api-key'), testApiKey)
  const built = `"${process.execPath}" "${buildScript}" "${join(folder, 'dist/client')}"`
  const manifest = {
    name: 'muster',
    type: 'module',
    exports: { './client': './dist/client/index.js' },
    scripts: { 'build:client': built },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}

/** Resolves when the log has events of a type. They can be read a moment after they happened. */
async function untilTold(url: string, type: string): Promise<void> {
  const look = async () => {
    const answer = await fetch(`${url}/events?events=${type}`, { headers: { authorization: `Bearer ${testApiKey}` } })
    return ((await answer.json()) as { data: object[] }).data.length > 0
  }
  while (!(await look())) await wait(20)
}

/** A shell that is given one command after another, as by somebody who types them. */
function openShell(folder: string) {
  const shell = spawn('bash', ['-e'], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const exited = once(shell, 'exit')
  return {
    type: (text: string) => shell.stdin.write(`${text}\n`),
    async until(...expected: string[]) {
      while (!expected.every((text) => output.includes(text))) {
        assert.equal(shell.exitCode, null, output)
        await wait(20)
      }
    },
    async end() {
      shell.stdin.end()
      await exited
    },
    output: () => output,
  }
}

test('every command of the quick start does what it says', { skip, timeout: 590_000 }, async () => {
  await using database = await createTestDatabase()
  const environment = { MUSTER_ALLOW_PRIVATE_NETWORKS: 'true' }
  await using server = await startServerProcess({ databaseUrl: database.url, environment })
  const receiverPort = await freePort()
  const here = (text: string) =>
    text.replaceAll('http://127.0.0.1:4000', server.url).replaceAll('4100', String(receiverPort))
  const folder = await makeClone()
  const shell = openShell(folder)
  for (const { language, text } of blocks) {
    if (language === 'js') {
      const name = /^\/\/ (\S+)\n/.exec(text)?.[1]
      assert.ok(name, 'a program is named in its first line')
      await writeFile(join(folder, name), here(text))
      continue
    }
    if (text.includes('/events?')) await untilTold(server.url, 'dsync.group.user_added')
    if (text.includes('kill')) await shell.until('received: dsync.user.updated', 'ada@acme.example is inactive')
    // What is received has to be listened for before it is sent.
    if (text.includes('PATCH')) {
      await shell.until('followed: dsync.group.user_added')
      while (!(await isListening(receiverPort))) await wait(20)
    }
    shell.type(here(text))
  }
  await shell.end()
  await rm(folder, { recursive: true })
  const output = shell.output()
  assert.match(output, /"status":"ok"/)
  assert.match(output, /"email": "ada@acme.example",\n\s+"state": "active",\n\s+"groups": \[\n\s+"Engineering"/)
  assert.match(output, /event_\w+ dsync\.group\.user_added/)
})
