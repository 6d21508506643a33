import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realWait } from '../connectors/wait.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { createOverlayCache } from '../memberships/overlay-cache.ts'
import { nothingFollows } from '../people/person-change.ts'
import { systemClock } from '../platform/clock.ts'
import { createGate } from '../platform/gate.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { openDatabase } from '../store/database.ts'
import { createSharedBudgets } from '../sync/budget/shared-budgets.ts'
import { createApp } from './app.ts'
import { createDirectoryAuthenticator } from './directory-authenticator.ts'
import { createKeyAuthenticator } from './key-authenticator.ts'
import { checkReadiness } from './readiness.ts'
import { createResourceTypesCache } from './resource-types-cache.ts'
import { createSessions } from './sign-in/sessions.ts'
import { createSourceLooks } from './sync/source-looks.ts'

test('without its database the server is alive, not ready, and asks callers to try again', async () => {
  const database = openDatabase('postgres://nobody@127.0.0.1:1/none', { poolSize: 1, onError() {} })
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const keys = createKeyAuthenticator({ database, platform, bootstrapKey: 'sk_test' })
  const app = createApp({
    database,
    platform,
    submit: createDirectoryWriter({ database, platform }).submit,
    reader: createDirectoryReader(database),
    eventLog: { wrote() {}, onNews: () => () => {} },
    keys,
    sessions: createSessions({ database, platform, keys }),
    oidc: null,
    isDemoOpen: false,
    directoryTokens: createDirectoryAuthenticator({ database, platform }),
    resourceTypes: createResourceTypesCache({ database, clock: systemClock }),
    scimRequests: { record() {}, flush: async () => {}, stop: async () => {} },
    scimLimits: { requestsPerSecond: 1000, requestsInFlight: 10 },
    apiRequestsPerMinute: 6000,
    retention: { eventDays: 90, scimRequestDays: 14, auditDays: 400, deliveryAttemptDays: 14 },
    publicUrl: () => 'http://muster.test',
    readiness: () => checkReadiness(database, { isLeader: () => false }),
    changeGate: createGate(1),
    sourceLooks: createSourceLooks(),
    secretKey: Buffer.alloc(32, 1),
    allowPrivateNetworks: true,
    sendOnce: () => Promise.reject(new Error('not asked for')),
    onPeopleChanged: nothingFollows,
    overlays: createOverlayCache(),
    memberships: { wake: () => {} },
    resolveTxt: async () => [],
    connectors: [],
    filesFolder: null,
    repositoriesFolder: null,
    budgets: createSharedBudgets({ database, clock: systemClock, wait: realWait }),
    sync: { wake() {} },
  })
  const get = async (url: string, key = 'sk_test') => {
    const { statusCode, body } = await app.inject({ url, headers: { authorization: `Bearer ${key}` } })
    return { status: statusCode, body: JSON.parse(body) }
  }
  assert.equal((await get('/healthz')).status, 200)
  const ready = await get('/readyz')
  assert.equal(ready.status, 503)
  assert.equal(ready.body.checks.database, 'does not answer')
  for (const key of ['sk_test', 'sk_other']) {
    const answer = await get('/organizations', key)
    assert.equal(answer.status, 503)
    assert.equal(answer.body.code, 'database_unavailable')
  }
})
