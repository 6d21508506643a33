import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'

async function startListening(): Promise<TestApi> {
  const api = await createTestApi()
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  return api
}

/** Sends bytes as they are and gives what comes back until the connection ends. */
async function exchange(api: TestApi, bytes: string): Promise<{ head: string; body: unknown }> {
  const { port } = api.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  // The server may close while we still write.
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')
  return { head: head.toLowerCase(), body: JSON.parse(body) }
}

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

test('what is no HTTP request under /scim is answered with an error of SCIM (RFC 7644 section 3.12)', async () => {
  await using api = await startListening()
  for (const bytes of [
    'POST /scim/v2/d/Users HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n',
    'FETCH /scim/v2/d/Users HTTP/1.1\r\nhost: x\r\n\r\n',
  ]) {
    const { head, body } = await exchange(api, bytes)
    assert.match(head, /^http\/1\.1 400 .*content-type: application\/scim\+json/s)
    const { schemas, status, detail } = body as { schemas: string[]; status: string; detail: string }
    assert.deepEqual([schemas, status], [[errorUrn], '400'])
    assert.match(detail, /not a valid HTTP request/)
  }
})

test('headers that are too large are answered with 431 and an error of SCIM', async () => {
  await using api = await startListening()
  const filter = 'x'.repeat(70_000)
  const { head, body } = await exchange(api, `GET /scim/v2/d/Users?filter=${filter} HTTP/1.1\r\nhost: x\r\n\r\n`)
  assert.match(head, /^http\/1\.1 431 .*content-type: application\/scim\+json/s)
  assert.equal((body as { status: string }).status, '431')
})

test("what is no HTTP request elsewhere is answered with an error of the operator's API", async () => {
  await using api = await startListening()
  const { head, body } = await exchange(api, 'POST /organizations HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n')
  assert.match(head, /^http\/1\.1 400 .*content-type: application\/json/s)
  assert.equal((body as { code: string }).code, 'invalid_request')
})
