import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScimClient, type ScimClient, startScim } from '../../testing/scim-client.ts'
import { floorExtension, toleranceCases } from '../../testing/tolerance-cases.ts'
import { playTranscript, Transcript } from '../../testing/transcripts.ts'
import { dialectFor, type Tolerance, toleranceNames } from '../tolerances.ts'

const strict = 'strict scim v2.0'

async function createClient({ api }: ScimClient, type: string): Promise<ScimClient> {
  const client = await createScimClient(api, type)
  await api.call('POST', `/organizations/${client.organizationId}/schema_extensions`, { body: floorExtension })
  return client
}

/** The tolerances that the request log has of the last request that changed or looked up something. */
async function tolerancesOfLast({ api, directoryId }: ScimClient, request: Pick<Transcript, 'method'>) {
  const { body } = await api.call('GET', `/directories/${directoryId}/scim_requests?limit=10&method=${request.method}`)
  return body.data[0].tolerances
}

test('every tolerance is tried', () => {
  assert.deepEqual(toleranceCases.map(({ tolerance }) => tolerance).sort(), toleranceNames.toSorted())
})

test('a request that needs a tolerance is accepted, and its record says which', async (t) => {
  await using server = await startScim(strict)
  for (const { tolerance, type, request } of toleranceCases) {
    await t.test(`${tolerance}, in a directory of the type ${type}`, async () => {
      const client = await createClient(server, type)
      await playTranscript(Transcript.parse({ name: tolerance, ...request }), client)
      assert.deepEqual(await tolerancesOfLast(client, request), [tolerance])
    })
  }
})

test('the same request is treated by the letter of the RFCs in a strict directory', async (t) => {
  await using server = await startScim(strict)
  for (const { tolerance, request, inStrict } of toleranceCases) {
    await t.test(tolerance, async () => {
      const client = await createClient(server, strict)
      const { state: _, response: __, ...asked } = request
      await playTranscript(Transcript.parse({ name: tolerance, ...asked, ...inStrict }), client)
      const expected: readonly Tolerance[] = dialectFor(strict).tolerances.has(tolerance) ? [tolerance] : []
      assert.deepEqual(await tolerancesOfLast(client, request), expected)
    })
  }
})
