import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aGroup, aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import type { Queryable } from './database.ts'

test('a page by index begins with the right record, wherever others were deleted before it', async () => {
  await using s = await createTestDatabase()
  const writer = createDirectoryWriter({ database: s.database, platform: testPlatform() })
  const reader = createDirectoryReader(s.database)
  const directory = await makeDirectory(s.database)
  const other = await makeDirectory(s.database)
  await writer.submit(other, commands.createUser(aUser('somebody else')))
  const users: string[] = []
  const groups: string[] = []
  for (let round = 0; round < 10; round += 1) {
    const names = Array.from({ length: 250 }, (_, index) => `user-${round}-${index}`)
    const created = await Promise.all(names.map((name) => writer.submit(directory, commands.createUser(aUser(name)))))
    users.push(...created.map(({ user }) => user.id))
    groups.push((await writer.submit(directory, commands.createGroup(aGroup(`group-${round}`)))).group.id)
  }
  // Whole blocks become empty, and others have holes.
  const gone = users.filter((_, index) => index < 1_200 || index % 3 === 0)
  await Promise.all(gone.map((id) => writer.submit(directory, commands.deleteUser(id))))
  await writer.submit(directory, commands.deleteGroup(String(groups.shift())))

  const left = users.filter((id) => !gone.includes(id))
  for (const startIndex of [1, 2, 400, left.length - 1, left.length, left.length + 1, 10_000]) {
    const page = await reader.listUsers(directory, { filter: null, sort: null, startIndex, count: 50 })
    const ids = page.records.map(({ id }) => id)
    assert.deepEqual(ids, left.slice(startIndex - 1, startIndex + 49), `from ${startIndex}`)
    assert.equal(page.total, left.length)
  }
  const page = { filter: null, sort: null, startIndex: 3, count: 5, members: false }
  const listed = (await reader.listGroups(directory, page)).records.map(({ id }) => id)
  assert.deepEqual(listed, groups.slice(2, 7))
  assert.deepEqual(await miscounted(s.database, directory), [])
})

/** The blocks whose kept count is not what is there. */
function miscounted(on: Queryable, { directoryId }: DirectoryRef): Promise<unknown[]> {
  return on.query({
    text: `select block, b.users, b.groups from position_blocks b where directory_id = $1 and (
        b.users <> (select count(*) from users u where u.directory_id = $1 and u.position >> 10 = block)
        or b.groups <> (select count(*) from groups g where g.directory_id = $1 and g.position >> 10 = block))`,
    values: [directoryId],
  })
}
