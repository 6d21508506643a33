import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DestinationKind } from '../../model/destination.ts'
import { eventually, setUpDelivery } from '../../testing/delivery-setup.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startNatsSink, startRedisSink } from '../../testing/sink-servers.ts'
import type { SinkServer } from '../../testing/sink-suite.ts'
import { startDelivery } from '../delivery.ts'
import type { DeliveryPace } from '../delivery-options.ts'
import { destinationKinds } from '../destination-kinds.ts'
import { createDestinationSealer } from '../open-destination.ts'

const pace: Partial<DeliveryPace> = {
  lookEvery: 50,
  positionEvery: 50,
  gatherFor: 1,
  retrySteps: [10, 20, 40],
  probeSteps: [10, 20],
}

/** A log, and what delivers it to a sink as the server does. */
async function deliverTo(kind: DestinationKind, server: SinkServer) {
  const setup = await setUpDelivery()
  const { database, platform } = setup
  const sealer = createDestinationSealer(Buffer.alloc(32, 1))
  const sealedSecrets = sealer.seal(JSON.stringify(server.secrets))
  const given = { kind, settings: server.settings, sealedSecrets, batchSize: 100 }
  const destination = await setup.makeDestination(given)
  const delivery = startDelivery({
    database,
    platform,
    eventLog: { onNews: () => () => false, onDestinations: () => () => false, wrote: () => {} },
    kinds: destinationKinds,
    sealer,
    tools: { platform, allowPrivateNetworks: true, externalIdOf: async () => null },
    attemptRetentionDays: 14,
    pace,
  })
  async function dispose() {
    await delivery.stop()
    await setup[Symbol.asyncDispose]()
  }
  return { ...setup, destination, [Symbol.asyncDispose]: dispose }
}

function testArrival(kind: DestinationKind, startServer: () => Promise<SinkServer>, skip: string | false) {
  test(`${kind}: 10,000 events arrive once each and in order, though the server goes away meanwhile`, {
    skip,
  }, async () => {
    await using server = await startServer()
    await using s = await deliverTo(kind, server)
    const streams = await Promise.all(Array.from({ length: 20 }, () => s.makeStream()))
    for (const stream of streams.slice(0, 10)) await s.append(stream, 500)
    await server.stop()
    for (const stream of streams.slice(10)) await s.append(stream, 500)
    await server.start()
    const waits = 'select 1 from destination_streams where done_seq < known_seq'
    const done = 'select 1 from destination_streams where done_seq = 500'
    await eventually(async () => (await s.database.query({ text: done })).length === 20)
    assert.deepEqual(await s.database.query({ text: waits }), [])
    for (const { streamId } of streams) {
      const text = 'select id from events where stream_id = $1 order by seq'
      const events = await s.database.query<{ id: string }>({ text, values: [streamId] })
      assert.deepEqual(
        await server.idsOf(streamId),
        events.map(({ id }) => id),
      )
    }
  })
}

testArrival('nats', startNatsSink, withoutPrograms('nats-server'))
testArrival('redis', startRedisSink, withoutPrograms('redis-server'))
