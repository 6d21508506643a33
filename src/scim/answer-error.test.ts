import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fastify } from 'fastify'
import type { SubmitCommand } from '../directory/commands.ts'
import type { DirectoryReader } from '../directory/reader.ts'
import { AppError } from '../errors.ts'
import type { Directory } from '../model/directory.ts'
import { testPlatform } from '../testing/directories.ts'
import { scimRoutes } from './routes.ts'
import { standardResourceTypes } from './schema/resource-type.ts'

const directory = { id: 'directory_1', organizationId: 'org_1', type: 'okta scim v2.0' } as Directory
const url = '/scim/v2/directory_1/Users'

function serverThatFails(error: Error) {
  const app = fastify()
  const fail = () => Promise.reject(error)
  app.register(
    scimRoutes({
      platform: testPlatform(),
      submit: fail as SubmitCommand,
      reader: {
        findUser: fail,
        listUsers: fail,
        listUsersAfter: fail,
        findGroup: fail,
        listGroups: fail,
        listGroupsAfter: fail,
      } satisfies DirectoryReader,
      directoryExists: async () => true,
      authenticate: async () => ({ directory, tokenId: 'directory_token_1' }),
      resourceTypes: async () => standardResourceTypes,
      limiter: { enter() {}, leave() {} },
      recordRequest() {},
      publicUrl: () => 'http://muster.test',
    }),
  )
  return app
}

test('O-19 a server that has too much to do says in whole seconds when to come back', async () => {
  const app = serverThatFails(new AppError('too_many_changes', { seconds: 1 }))
  const payload = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' }
  const answer = await app.inject({ method: 'POST', url, payload })
  assert.equal(answer.statusCode, 503)
  assert.match(String(answer.headers['retry-after']), /^\d+$/)
  assert.equal(answer.json().status, '503')
})

test('an error that nobody foresaw says nothing of the inside', async () => {
  const app = serverThatFails(new Error('connect ECONNREFUSED 10.0.0.5:5432 password=hunter2'))
  const answer = await app.inject({ url })
  assert.equal(answer.statusCode, 500)
  assert.equal(answer.headers['content-type'], 'application/scim+json')
  assert.doesNotMatch(answer.body, /ECONNREFUSED|hunter2/)
  assert.match(answer.json().detail, /give the operator this id: \S+/)
})

test('each refusal has its own status', async () => {
  for (const [error, status] of [
    [new AppError('directory_inactive', { id: 'x', state: 'inactive' }), 403],
    [new AppError('user_not_found', { id: 'x' }), 404],
    [new AppError('user_name_taken', { userName: 'x', id: 'y' }), 409],
    [new AppError('version_mismatch', { version: 3 }), 412],
    [new AppError('shutting_down'), 503],
  ] as const) {
    const answer = await serverThatFails(error).inject({ url })
    assert.deepEqual([answer.statusCode, answer.json().detail], [status, error.message])
  }
})
