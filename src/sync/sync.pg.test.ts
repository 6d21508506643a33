import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemorySource } from '../testing/memory-connector.ts'
import { setUpSync } from '../testing/sync-engine.ts'

test('a directory is filled by its first run, and an unchanged one costs nothing', async () => {
  const source = createMemorySource()
  source.putUsers(25)
  source.putGroup('g1', ['u00001', 'u00002'])
  await using sync = await setUpSync(source)
  sync.start()
  const first = await sync.run()
  assert.equal(first.errorText, null)
  assert.equal(first.state, 'completed')
  assert.deepEqual(
    (({ usersCreated, groupsCreated, membershipsAdded }) => ({ usersCreated, groupsCreated, membershipsAdded }))(
      first.counts,
    ),
    { usersCreated: 25, groupsCreated: 1, membershipsAdded: 2 },
  )
  const events = (await sync.events()).length
  const second = await sync.run('full')
  assert.equal(second.state, 'completed')
  assert.equal(second.counts.unchanged, 26)
  // That somebody asked for it is told: started, completed.
  assert.equal((await sync.events()).length, events + 2)
})
