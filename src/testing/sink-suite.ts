import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import type { Call, DestinationKind, OpenDestination, OutgoingEvent } from '../delivery/destination-kind.ts'
import type { JsonObject } from '../model/json.ts'
import { testPlatform } from './directories.ts'
import { aDestination, outgoingEvent } from './outgoing-events.ts'

/** A message system of a test's own, and how to reach it. */
export type SinkServer = AsyncDisposable & {
  readonly settings: JsonObject
  readonly secrets: JsonObject
  start(): Promise<void>
  stop(): Promise<void>
  /** The ids of what is stored of a directory, in its order. */
  idsOf(directoryId: string): Promise<string[]>
}

export type SinkSuite = {
  readonly kind: DestinationKind
  readonly startServer: () => Promise<SinkServer>
  readonly wrongSecrets: JsonObject
  readonly skip: string | false
}

const generous = () => AbortSignal.timeout(20_000)

/** Opens a sink of this kind, with its settings and secrets parsed as they are when they are stored. */
export function openTestSink(
  kind: DestinationKind,
  { settings, secrets }: { readonly settings: JsonObject; readonly secrets: JsonObject },
  { allowPrivateNetworks = true, generation = 1 } = {},
): OpenDestination & AsyncDisposable {
  const parse = (schema: z.ZodType, value: JsonObject) => schema.parse(value) as JsonObject
  const destination = aDestination({ id: 'sink_1', kind: kind.kind, generation })
  const opened = { destination, settings: parse(kind.settings, settings), secrets: parse(kind.secrets, secrets) }
  const open = kind.open(opened, { platform: testPlatform(), allowPrivateNetworks, externalIdOf: async () => null })
  return { ...open, [Symbol.asyncDispose]: () => open.close() }
}

/** Events 1 to `count` of a directory. */
export function eventsOf(directoryId: string, count: number): OutgoingEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const { event, json } = outgoingEvent(index + 1)
    return { event: { ...event, streamId: directoryId }, json }
  })
}

export function callOf(...events: OutgoingEvent[]): Call {
  return { events, sentAt: new Date() }
}

const idsOf = (events: readonly OutgoingEvent[]) => events.map(({ event }) => event.id)

/** What every kind of sink must hold. */
export function testSink({ kind, startServer, wrongSecrets, skip }: SinkSuite): void {
  test(`${kind.kind}: directories that are delivered at the same time are each in order`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, server)
    const directories = ['directory_a', 'directory_b', 'directory_c'].map((id) => ({ id, events: eventsOf(id, 60) }))
    await Promise.all(
      directories.map(async ({ events }) => {
        const [first, second] = [events.slice(0, 20), events.slice(20)]
        assert.equal((await sink.send(callOf(...first), generous())).error, null)
        for (const event of second) assert.equal((await sink.send(callOf(event), generous())).error, null)
      }),
    )
    for (const { id, events } of directories) assert.deepEqual(await server.idsOf(id), idsOf(events))
  })

  test(`${kind.kind}: a call that comes again, with more events behind, adds only these`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, server)
    const events = eventsOf('directory_a', 5)
    await sink.send(callOf(...events.slice(0, 3)), generous())
    const again = await sink.send(callOf(...events.slice(0, 3)), generous())
    assert.equal(again.isDelivered, true)
    await using afterRestart = openTestSink(kind, server)
    assert.equal((await afterRestart.send(callOf(...events.slice(1)), generous())).isDelivered, true)
    assert.deepEqual(await server.idsOf('directory_a'), idsOf(events))
  })

  test(`${kind.kind}: while the server is down calls fail, and when it is back they succeed`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, server)
    const events = eventsOf('directory_a', 3)
    const [first, second, third] = events.map((event) => callOf(event))
    assert.ok(first && second && third)
    assert.equal((await sink.send(first, generous())).isDelivered, true)
    await server.stop()
    const failed = await sink.send(second, generous())
    assert.equal(failed.isDelivered, false)
    assert.match((await sink.send(second, generous())).error ?? '', /refused|closed|lost/)
    await server.start()
    assert.equal((await sink.send(second, generous())).error, null)
    assert.equal((await sink.send(third, generous())).error, null)
    assert.deepEqual(await server.idsOf('directory_a'), idsOf(events))
  })

  test(`${kind.kind}: wrong credentials are told as such`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, { ...server, secrets: wrongSecrets })
    const outcome = await sink.send(callOf(...eventsOf('directory_a', 1)), generous())
    assert.equal(outcome.isDelivered, false)
    assert.match(outcome.error ?? '', /refuses the credentials .*Correct the secrets of the sink/)
  })

  test(`${kind.kind}: a private address is not called unless private networks are allowed`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, server, { allowPrivateNetworks: false })
    const outcome = await sink.send(callOf(...eventsOf('directory_a', 1)), generous())
    assert.match(outcome.error ?? '', /127\.0\.0\.1 is not called: it is in a private network/)
    assert.deepEqual(await server.idsOf('directory_a'), [])
  })

  test(`${kind.kind}: a call that is given up ends at once, and a closed sink takes none`, { skip }, async () => {
    await using server = await startServer()
    await using sink = openTestSink(kind, server)
    const call = callOf(...eventsOf('directory_a', 1))
    assert.match((await sink.send(call, AbortSignal.abort())).error ?? '', /ended before/)
    await sink.close()
    assert.match((await sink.send(call, generous())).error ?? '', /closed/)
  })
}
