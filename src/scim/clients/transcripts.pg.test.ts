import { test } from 'node:test'
import { createScimClient, startScim } from '../../testing/scim-client.ts'
import { playTranscript, readTranscripts } from '../../testing/transcripts.ts'

// What identity providers send, as data: a new quirk is a new file in the folder of its provider.
const providers = { entra: 'azure scim v2.0', okta: 'okta scim v2.0' }

for (const [provider, type] of Object.entries(providers)) {
  test(`a directory answers ${provider} as it expects`, async (t) => {
    await using server = await startScim(type)
    for (const transcript of await readTranscripts(`${import.meta.dirname}/${provider}/transcripts`)) {
      await t.test(transcript.name, async () => playTranscript(transcript, await createScimClient(server.api, type)))
    }
  })
}
