import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { createScimClient, startScim } from '../../testing/scim-client.ts'
import { type Playing, playTranscript, readTranscripts } from '../../testing/transcripts.ts'
import { clientQuirks } from './index.ts'

// What identity providers send, as data: a new quirk is a new file in the folder of its provider. Those of a folder are
// played to each of its directory types.

const folders: Readonly<Record<string, string>> = { 'generic-2.0': 'generic' }

type Run = { readonly provider: string; readonly type: string; readonly playing?: Playing }

const runs: readonly Run[] = [
  ...clientQuirks.flatMap(({ name, directoryTypes }) =>
    directoryTypes.filter(isVersion2).map((type) => ({ provider: folders[name] ?? name, type })),
  ),
  // Administrators put it behind the tenant URL, from which Entra makes all others.
  { provider: 'entra', type: 'azure scim v2.0', playing: { flag: 'aadOptscim062020' } },
]

// The last case of each kind; O-19 is about limits of time, and has a test of its own.
const lastCases = { E: 42, O: 22, L: 8, J: 7, P: 2, A: 3, K: 3, X: 4 }

test('every case that is known of a provider has a transcript', () => {
  const files = globSync('*/transcripts/*.json', { cwd: import.meta.dirname }).map(
    (file) => file.split('/').at(-1) ?? '',
  )
  const found = new Set(files.map((file) => /^[a-z]-\d+/.exec(file)?.[0]))
  const wanted = Object.entries(lastCases).flatMap(([kind, last]) =>
    Array.from({ length: last }, (_, index) => `${kind.toLowerCase()}-${String(index + 1).padStart(2, '0')}`),
  )
  assert.deepEqual(
    wanted.filter((one) => !found.has(one)),
    ['o-19'],
  )
})

test('directories answer as their providers expect', async (t) => {
  await using server = await startScim('generic scim v2.0')
  for (const { provider, type, playing } of runs) {
    const behind = playing?.flag ? ` with ${playing.flag}` : ''
    await t.test(`${provider}: ${type}${behind}`, { concurrency: 4 }, async (run) => {
      const transcripts = await readTranscripts(`${import.meta.dirname}/${provider}/transcripts`)
      await Promise.all(
        transcripts.map((transcript) =>
          run.test(transcript.name, async () =>
            playTranscript(transcript, await createScimClient(server.api, type), playing),
          ),
        ),
      )
    })
  }
})

function isVersion2(type: string): boolean {
  return type.endsWith('v2.0')
}
