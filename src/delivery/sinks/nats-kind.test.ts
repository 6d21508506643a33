import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { JsonObject } from '../../model/json.ts'
import { startNatsServer } from '../../testing/nats-server.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startNatsSink } from '../../testing/sink-servers.ts'
import { callOf, eventsOf, openTestSink, testSink } from '../../testing/sink-suite.ts'
import { makeCertificate } from '../../testing/test-certificate.ts'
import { natsKind } from './nats-kind.ts'

const skip = withoutPrograms('nats-server', 'openssl')
const signal = () => AbortSignal.timeout(20_000)

testSink({ kind: natsKind, startServer: startNatsSink, wrongSecrets: { user: 'muster', password: 'wrong' }, skip })

test('an event that JetStream refuses fails the call, and nothing behind it is stored', { skip }, async () => {
  await using server = await startNatsSink()
  await using sink = openTestSink(natsKind, server)
  const [first, tooLarge, third] = eventsOf('directory_a', 3)
  assert.ok(first && tooLarge && third)
  const call = callOf(first, { ...tooLarge, json: JSON.stringify('x'.repeat(20_000)) }, third)
  const outcome = await sink.send(call, signal())
  assert.match(outcome.error ?? '', /NATS refused the event: message size exceeds maximum allowed/)
  assert.deepEqual(await server.idsOf('directory_a'), [first.event.id])
})

test('the subject is made of the organization, the directory and the type', { skip }, async () => {
  await using server = await startNatsSink()
  const settings = { ...server.settings, subject: 'muster.x.{directory_id}.{event}.{organization_id}' }
  await using sink = openTestSink(natsKind, { ...server, settings })
  assert.equal((await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error, null)
  const connection = await connect({ servers: server.hostPort, user: 'muster', pass: 'right' })
  const message = await (await jetstreamManager(connection)).streams.getMessage('EVENTS', { seq: 1 })
  await connection.close()
  assert.equal(message?.subject, 'muster.x.directory_a.dsync.user.created.org_1')
})

test('a subject that no stream takes, and a stream that does not take it, are told', { skip }, async () => {
  await using server = await startNatsSink()
  const send = async (changes: object) => {
    await using sink = openTestSink(natsKind, { ...server, settings: { ...server.settings, ...changes } })
    return (await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error ?? ''
  }
  assert.match(await send({ subject: 'elsewhere.{event}' }), /No JetStream stream takes the subject/)
  assert.match(await send({ stream: 'OTHERS' }), /expected stream does not match/)
})

test('of several servers the next one is called when the first is down', { skip }, async () => {
  await using server = await startNatsSink()
  const settings = { ...server.settings, servers: ['nats://127.0.0.1:1', `nats://${server.hostPort}`] }
  await using sink = openTestSink(natsKind, { ...server, settings })
  assert.equal((await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error, null)
})

test('TLS is verified: with the authority that signed the certificate, for the name of the host', {
  skip,
}, async () => {
  using certificate = makeCertificate('localhost')
  const { certificateFile, keyFile } = certificate
  await using server = await startNatsServer(['--tls', '--tlscert', certificateFile, '--tlskey', keyFile])
  const [, port] = server.hostPort.split(':')
  const send = async (host: string, tls: JsonObject) => {
    const settings = { servers: [`tls://${host}:${port}`], tls }
    await using sink = openTestSink(natsKind, { settings, secrets: {} })
    return (await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error ?? ''
  }
  // It is connected: what is missing is only the stream.
  assert.match(await send('localhost', { ca: certificate.certificate }), /No JetStream stream/)
  assert.match(await send('localhost', {}), /certificate of localhost:\d+ is self-signed/)
  assert.match(await send('127.0.0.1', { ca: certificate.certificate }), /certificate of .* is for another name/)
})

test('a server without TLS is not called by tls://', { skip }, async () => {
  await using server = await startNatsSink()
  await using sink = openTestSink(natsKind, { ...server, settings: { servers: [`tls://${server.hostPort}`] } })
  const outcome = await sink.send(callOf(...eventsOf('directory_a', 1)), signal())
  assert.match(outcome.error ?? '', /server does not support 'tls'/)
})

test('a subject with wildcards, with unknown placeholders or of the server itself is refused', () => {
  const accepts = (subject: string) =>
    natsKind.settings.safeParse({ servers: ['nats://nats.example.com'], subject }).success
  assert.equal(accepts('events.{organization_id}.{event}'), true)
  for (const subject of ['events.*', 'events.>', 'a b', 'a..b', '$JS.x', 'events.{user}', ''])
    assert.equal(accepts(subject), false, subject)
})

test('credentials in the URL of a server are refused: settings are shown, secrets are not', () => {
  const accepts = (server: string) => natsKind.settings.safeParse({ servers: [server] }).success
  assert.equal(accepts('tls://nats.example.com:4222'), true)
  for (const server of ['nats://user:secret@nats.example.com', 'nats://token@nats.example.com', 'x'])
    assert.equal(accepts(server), false, server)
})
