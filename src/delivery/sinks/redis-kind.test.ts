import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../model/json.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startRedisServer } from '../../testing/redis-server.ts'
import { startRedisSink } from '../../testing/sink-servers.ts'
import { callOf, eventsOf, openTestSink, testSink } from '../../testing/sink-suite.ts'
import { makeCertificate } from '../../testing/test-certificate.ts'
import { redisKind } from './redis-kind.ts'

const skip = withoutPrograms('redis-server', 'openssl')
const signal = () => AbortSignal.timeout(20_000)

testSink({ kind: redisKind, startServer: startRedisSink, wrongSecrets: { password: 'wrong' }, skip })

test('an entry has the event, its id and type, and the ids of its organization and directory', { skip }, async () => {
  await using server = await startRedisSink()
  await using sink = openTestSink(redisKind, { ...server, settings: { ...server.settings, key: 'events' } })
  const [first] = eventsOf('directory_a', 1)
  assert.ok(first)
  await sink.send(callOf(first), signal())
  assert.deepEqual(await server.entriesOf('events'), [
    {
      id: first.event.id,
      event: 'dsync.user.created',
      organization_id: 'org_1',
      directory_id: 'directory_a',
      data: first.json,
    },
  ])
})

test('one key for all directories keeps each in order and each event once', { skip }, async () => {
  await using server = await startRedisSink()
  await using sink = openTestSink(redisKind, { ...server, settings: { ...server.settings, key: 'events' } })
  const [first, second] = [eventsOf('directory_a', 2), eventsOf('directory_b', 2)]
  for (const events of [first, second, first]) await sink.send(callOf(...events), signal())
  const stored = await server.entriesOf('events')
  assert.deepEqual(
    stored.map(({ id }) => id),
    [...first, ...second].map(({ event }) => event.id),
  )
})

test('a replay adds again what is there', { skip }, async () => {
  await using server = await startRedisSink()
  const events = eventsOf('directory_a', 2)
  const ids = events.map(({ event }) => event.id)
  for (const generation of [1, 2, 2]) {
    await using sink = openTestSink(redisKind, server, { generation })
    await sink.send(callOf(...events), signal())
  }
  assert.deepEqual(await server.idsOf('directory_a'), [...ids, ...ids])
})

test('an event that is sent by hand does not let those before it be forgotten', { skip }, async () => {
  await using server = await startRedisSink()
  await using sink = openTestSink(redisKind, server)
  const [first, second] = eventsOf('directory_a', 2)
  assert.ok(first && second)
  await sink.send({ ...callOf(second), isByHand: true }, signal())
  await sink.send(callOf(first, second), signal())
  assert.deepEqual(await server.idsOf('directory_a'), [second.event.id, first.event.id, second.event.id])
})

test('the stream is kept about as long as the sink says', { skip }, async () => {
  await using server = await startRedisSink(['--stream-node-max-entries', '10'])
  await using sink = openTestSink(redisKind, { ...server, settings: { ...server.settings, max_length: 20 } })
  const events = eventsOf('directory_a', 200)
  for (let start = 0; start < 200; start += 50) await sink.send(callOf(...events.slice(start, start + 50)), signal())
  const ids = await server.idsOf('directory_a')
  assert.ok(ids.length >= 20 && ids.length <= 30, `${ids.length}`)
  assert.equal(ids.at(-1), events.at(-1)?.event.id)
})

test('a server without memory refuses the events, and takes them when it has some', { skip }, async () => {
  await using server = await startRedisSink()
  await using sink = openTestSink(redisKind, server)
  const events = eventsOf('directory_a', 4)
  const ids = events.map(({ event }) => event.id)
  await sink.send(callOf(...events.slice(0, 2)), signal())
  await server.run('CONFIG', 'SET', 'maxmemory', '1')
  assert.match(
    (await sink.send(callOf(...events.slice(2)), signal())).error ?? '',
    /Redis .* refused the events: .*OOM/,
  )
  assert.deepEqual(await server.idsOf('directory_a'), ids.slice(0, 2))
  await server.run('CONFIG', 'SET', 'maxmemory', '0')
  assert.equal((await sink.send(callOf(...events.slice(2)), signal())).error, null)
  assert.deepEqual(await server.idsOf('directory_a'), ids)
})

test('a key that holds something else is told', { skip }, async () => {
  await using server = await startRedisSink()
  await server.run('SET', 'muster:org_1:directory_a', 'x')
  await using sink = openTestSink(redisKind, server)
  assert.match((await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error ?? '', /WRONGTYPE/)
})

test('credentials in the URL, and paths that are no database, are refused', () => {
  const accepts = (url: string) => redisKind.settings.safeParse({ url }).success
  assert.equal(accepts('rediss://redis.example.com:6380/2'), true)
  for (const url of [
    'redis://:secret@redis.example.com',
    'redis://redis.example.com/a',
    'http://redis.example.com',
    'x',
  ])
    assert.equal(accepts(url), false, url)
})

test('TLS is verified: with the authority that signed the certificate, for the name of the host', {
  skip,
}, async () => {
  using certificate = makeCertificate('localhost')
  const { certificateFile, keyFile } = certificate
  const files = ['--tls-cert-file', certificateFile, '--tls-key-file', keyFile, '--tls-auth-clients', 'no']
  await using server = await startRedisServer(files, { isTls: true })
  const send = async (host: string, tls: JsonObject) => {
    const settings = { url: `rediss://${host}:${server.port}`, tls }
    await using sink = openTestSink(redisKind, { settings, secrets: {} })
    return (await sink.send(callOf(...eventsOf('directory_a', 1)), signal())).error
  }
  assert.equal(await send('localhost', { ca: certificate.certificate }), null)
  assert.match((await send('localhost', {})) ?? '', /certificate of localhost:\d+ is self-signed/)
  assert.match(
    (await send('127.0.0.1', { ca: certificate.certificate })) ?? '',
    /certificate of .* is for another name/,
  )
})
