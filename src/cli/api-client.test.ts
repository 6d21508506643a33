import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { openApiClient } from './api-client.ts'

test('an answer that breaks off is a server that was not reached, which imports try again', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{', () => response.destroy())
  })
  t.after(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const environment = { MUSTER_URL: `http://127.0.0.1:${port}`, MUSTER_API_KEY: 'sk_test' }
  const api = await openApiClient({ environment, folder: '.', print: () => {} }, '.muster')
  await assert.rejects(
    api.get('/directories'),
    (error) => error instanceof AppError && error.code === 'server_unreachable',
  )
})
