import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockStream } from '../store/directory-head.ts'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { untilWaiting } from '../testing/until-waiting.ts'

type Sent = ReturnType<TestApi['call']>

/** Sends one request after the other while the directory is written, so that they go on in this order when that is done. */
async function inTurn(
  api: TestApi,
  directory: { readonly organizationId: string; readonly id: string },
  requests: readonly (() => Sent)[],
): Promise<Awaited<Sent>[]> {
  const sent: Sent[] = []
  await api.database.transaction(async (transaction) => {
    await lockStream(transaction, directory.organizationId, directory.id)
    for (const request of requests) {
      sent.push(request())
      await untilWaiting(api.database, sent.length)
    }
  })
  return Promise.all(sent)
}

test('a token that is revoked while its directory is deleted is revoked, and the directory is deleted', async () => {
  await using api = await createTestApi()
  for (const isDeletedFirst of [true, false]) {
    const directory = await createTestDirectory(api)
    const tokens = `/directories/${directory.id}/tokens`
    const [token] = (await api.call('GET', tokens)).body.data
    const deletion = () => api.call('DELETE', `/directories/${directory.id}`)
    const revocation = () => api.call('DELETE', `${tokens}/${token.id}`)
    const answers = await inTurn(api, directory, isDeletedFirst ? [deletion, revocation] : [revocation, deletion])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 202])
    assert.ok(answers.find(({ status }) => status === 200)?.body.revoked_at)
  }
})
