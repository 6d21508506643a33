import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { AppError } from './errors.ts'

const key = 'ab'.repeat(32)

function problemsOf(environment: NodeJS.ProcessEnv, flags = {}): string[] {
  try {
    readConfig(environment, flags)
  } catch (error) {
    assert.ok(error instanceof AppError)
    assert.equal(error.code, 'invalid_configuration')
    return String(error.data.problems).split('\n')
  }
  return []
}

test('nothing has to be set', () => {
  assert.deepEqual(readConfig({}, {}), {
    port: 4000,
    host: '127.0.0.1',
    dataDir: resolve('.muster'),
    demo: false,
    databaseUrl: undefined,
    apiKey: undefined,
    secretKey: undefined,
    publicUrl: undefined,
    allowPrivateNetworks: false,
    logLevel: 'info',
    eventRetentionDays: 90,
    scimRequestRetentionDays: 14,
    deliveryAttemptRetentionDays: 14,
    scimLimits: { requestsPerSecond: 10_000, requestsInFlight: 512 },
    apiRequestsPerMinute: 6000,
    auditRetentionDays: 400,
    filesFolder: undefined,
    repositoriesFolder: undefined,
    oidc: undefined,
  })
})

test('everything can be set', () => {
  const config = readConfig(
    {
      DATABASE_URL: 'postgres://muster:secret@db/muster',
      MUSTER_API_KEY: 'sk_0123456789abcdef',
      MUSTER_SECRET_KEY: key,
      MUSTER_PUBLIC_URL: 'https://scim.example.com/base/',
      MUSTER_ALLOW_PRIVATE_NETWORKS: 'True',
      MUSTER_LOG_LEVEL: 'warn',
      MUSTER_EVENT_RETENTION_DAYS: '30',
      MUSTER_SCIM_REQUEST_RETENTION_DAYS: '0',
      MUSTER_SCIM_REQUESTS_PER_SECOND: '100',
      MUSTER_SCIM_REQUESTS_IN_FLIGHT: '8',
    },
    { port: '0', host: '0.0.0.0', dataDir: '/srv/muster', demo: true },
  )
  assert.equal(config.databaseUrl, 'postgres://muster:secret@db/muster')
  assert.equal(config.secretKey?.toString('hex'), key)
  assert.equal(config.publicUrl, 'https://scim.example.com/base')
  assert.equal(config.allowPrivateNetworks, true)
  assert.equal(config.eventRetentionDays, 30)
  assert.equal(config.scimRequestRetentionDays, 0)
  assert.deepEqual(config.scimLimits, { requestsPerSecond: 100, requestsInFlight: 8 })
  assert.deepEqual([config.port, config.host, config.dataDir, config.demo], [0, '0.0.0.0', '/srv/muster', true])
})

test('all problems are told at once, each by the name of what to change', () => {
  const problems = problemsOf(
    {
      DATABASE_URL: 'mysql://db',
      MUSTER_API_KEY: 'two words',
      MUSTER_SECRET_KEY: 'abc',
      MUSTER_PUBLIC_URL: 'scim.example.com',
      MUSTER_ALLOW_PRIVATE_NETWORKS: 'maybe',
      MUSTER_LOG_LEVEL: 'loud',
      MUSTER_EVENT_RETENTION_DAYS: '0',
    },
    { port: '70000', host: '' },
  )
  const names = problems.map((problem) => problem.trim().split(' ')[0])
  assert.deepEqual(names.sort(), [
    '--host',
    '--port',
    'DATABASE_URL',
    'MUSTER_ALLOW_PRIVATE_NETWORKS',
    'MUSTER_API_KEY',
    'MUSTER_EVENT_RETENTION_DAYS',
    'MUSTER_LOG_LEVEL',
    'MUSTER_PUBLIC_URL',
    'MUSTER_SECRET_KEY',
  ])
})

test('a database of the operator needs an encryption key of the operator', () => {
  assert.match(problemsOf({ DATABASE_URL: 'postgres://db/muster' }).join(), /MUSTER_SECRET_KEY is required/)
  assert.ok(readConfig({ DATABASE_URL: 'postgres://db/muster' }, {}, 'migrate').databaseUrl)
})

test('an encryption key may be in base64', () => {
  const bytes = Buffer.alloc(32, 7)
  assert.deepEqual(readConfig({ MUSTER_SECRET_KEY: bytes.toString('base64') }, {}).secretKey, bytes)
})

test('an empty variable is an unset one', () => {
  assert.equal(readConfig({ DATABASE_URL: '', MUSTER_API_KEY: ' ' }, {}).databaseUrl, undefined)
})

test('no secret is repeated in a problem', () => {
  const text = problemsOf({ MUSTER_API_KEY: 'tiny secret', MUSTER_SECRET_KEY: 'my-secret' }).join()
  assert.doesNotMatch(text, /tiny secret|my-secret/)
})
