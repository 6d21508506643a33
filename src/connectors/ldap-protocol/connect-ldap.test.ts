import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { makeCertificate } from '../../testing/test-certificate.ts'
import { connectLdap } from './connect-ldap.ts'

async function portOf(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('a server that takes the connection and says nothing keeps nobody waiting who has given up', {
  timeout: 20_000,
}, async () => {
  using made = makeCertificate('127.0.0.1')
  const ignore = () => undefined
  const silent = createServer((socket) => socket.on('error', ignore))
  const secure = createTlsServer({ cert: made.certificate, key: readFileSync(made.keyFile) }, (socket) => {
    socket.on('error', ignore)
  })
  for (const [security, server] of [
    ['starttls', silent],
    ['ldaps', secure],
  ] as const) {
    const giveUp = new AbortController()
    server.once(security === 'ldaps' ? 'secureConnection' : 'connection', (socket) => {
      socket.once('data', () => giveUp.abort(new Error('given up')))
    })
    const target = { host: '127.0.0.1', port: await portOf(server), security, caCertificate: made.certificate }
    const account = { name: 'cn=service', password: 'a password' }
    const policy = { allowPrivateNetworks: true }
    await assert.rejects(connectLdap(target, { account, policy, signal: giveUp.signal }), /given up/)
    server.close()
  }
})
