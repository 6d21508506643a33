import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.ts'
import { PullDirectoryType } from '../model/connection.ts'
import { ScimDirectoryType } from '../model/directory.ts'
import { publicUrlWarning } from './public-url-warning.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

function muster(...args: string[]) {
  return spawnSync(process.execPath, [main, ...args], { env: { PATH: process.env.PATH }, encoding: 'utf8' })
}

test('a command line without a verb is not understood; asking for help is', () => {
  const bare = muster()
  assert.deepEqual([bare.status, bare.stdout], [2, ''])
  assert.match(bare.stderr, /serve {2}/)
  const asked = muster('--help')
  assert.deepEqual([asked.status, asked.stderr], [0, ''])
  assert.match(asked.stdout, /serve {2}/)
})

test('the help of directories lists every type with what it is for, and where the key is looked for', () => {
  const { stdout } = muster('directories', '--help')
  for (const type of [...ScimDirectoryType.options, ...PullDirectoryType.options])
    assert.match(stdout, new RegExp(`^ +"${type}" {2,}\\S`, 'm'))
  assert.match(stdout, /--data-dir <folder>/)
})

test('an error whose words came from outside cannot steer the terminal', () => {
  const { stderr, status } = muster('x\u001b[2J\u202ey')
  assert.equal(status, 2)
  assert.match(stderr, /no verb "x \[2Jy"/)
  assert.match(muster('keys', 'list', '--x\u001b[2Jy').stderr, /--x \[2Jy/)
})

test('who listens everywhere without a public address is warned of endpoints that say localhost', () => {
  const warning = (environment: NodeJS.ProcessEnv, host: string) => publicUrlWarning(readConfig(environment, { host }))
  assert.match(warning({}, '0.0.0.0') ?? '', /^[^\n]*localhost[^\n]*MUSTER_PUBLIC_URL[^\n]*$/)
  assert.ok(warning({}, '::'))
  assert.equal(warning({ MUSTER_PUBLIC_URL: 'https://muster.example' }, '0.0.0.0'), null)
  assert.equal(warning({}, '127.0.0.1'), null)
})
