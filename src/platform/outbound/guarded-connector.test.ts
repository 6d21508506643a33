import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Agent, request } from 'undici'
import { createGuardedConnector, type GuardOptions } from './guarded-connector.ts'
import { type Resolve, resolveGuarded } from './guarded-lookup.ts'

const guarded = { allowPrivateNetworks: false, connectTimeoutMs: 1000 }

/** A server on this machine that counts its connections. */
async function startLocalServer() {
  let connections = 0
  const server = createServer((_, response) => response.end('secret')).listen(0, '127.0.0.1')
  server.on('connection', () => connections++)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function call(url: string, options: GuardOptions): Promise<string> {
  const agent = new Agent({ connect: createGuardedConnector(options) })
  try {
    const { body } = await request(url, { dispatcher: agent })
    return await body.text()
  } finally {
    await agent.destroy()
  }
}

const local: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]

test('no socket is opened to an address of this machine, by name or by address', async () => {
  await using server = await startLocalServer()
  for (const host of ['127.0.0.1', 'localhost', 'receiver.example', '[::ffff:127.0.0.1]', '0x7f.1']) {
    await assert.rejects(call(`http://${host}:${server.port}/`, { ...guarded, resolve: local }), {
      code: 'ADDRESS_REFUSED',
    })
  }
  assert.equal(server.connections(), 0)
  assert.equal(
    await call(`http://receiver.example:${server.port}/`, { ...guarded, allowPrivateNetworks: true, resolve: local }),
    'secret',
  )
})

test('a resolver that changes its mind gains nothing: each connection goes to the address that was checked for it', async () => {
  await using server = await startLocalServer()
  let asked = 0
  // A public address at the first look, as a rebinding attack has it, and this machine at every further one.
  const rebinding: Resolve = async () => (asked++ === 0 ? [{ address: '192.31.195.1', family: 4 }] : local(''))
  const checked = await resolveGuarded('rebinding.example', guarded, rebinding)
  assert.deepEqual(checked, [{ address: '192.31.195.1', family: 4 }])
  await assert.rejects(call(`http://rebinding.example:${server.port}/`, { ...guarded, resolve: rebinding }), {
    code: 'ADDRESS_REFUSED',
  })
  assert.equal(asked, 2)
  assert.equal(server.connections(), 0)
})

test('a socket asks for the addresses once, and of several only those that may be called are left', async () => {
  await using server = await startLocalServer()
  let asked = 0
  const mixed: Resolve = async () => {
    asked++
    return [
      { address: '169.254.169.254', family: 4 },
      { address: 'fe80::1%eth0', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]
  }
  const development = { ...guarded, allowPrivateNetworks: true, resolve: mixed }
  assert.equal(await call(`http://receiver.example:${server.port}/`, development), 'secret')
  assert.equal(asked, 1)
  assert.deepEqual(await resolveGuarded('receiver.example', development, mixed), [{ address: '127.0.0.1', family: 4 }])
  await assert.rejects(
    resolveGuarded('receiver.example', guarded, mixed),
    /its address 169\.254\.169\.254 is the metadata/,
  )
})
