import assert from 'node:assert/strict'
import type { SequenceStep, SingleCommand, StepResult } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import type { Event } from '../model/event.ts'
import type { MemberType } from '../model/group.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { createTestDatabase } from './database.ts'
import { aUser, commands, makeDirectory, testPlatform } from './directories.ts'

/** A database with one directory, its write path, and what tests ask of it. */
export async function setUpWriter() {
  const { database, ...rest } = await createTestDatabase()
  const directory = await makeDirectory(database)
  const platform = testPlatform()
  const writer = createDirectoryWriter({ database, platform })
  const reader = createDirectoryReader(database)
  const submit = <C extends SingleCommand>(command: C) => writer.submit(directory, command)

  async function run(steps: readonly SequenceStep[], given: { failOnErrors?: number } = {}) {
    const { results } = await writer.submit(directory, commands.sequence(steps, given))
    return results
  }

  async function createUser(userName: string, given: { id?: string; externalId?: string } = {}): Promise<string> {
    const { user } = await submit({ ...commands.createUser(aUser(userName, given)), id: given.id })
    return user.id
  }

  async function events(): Promise<Event[]> {
    const stream = { organizationId: directory.organizationId, streamId: directory.directoryId }
    const all = await selectStreamEvents(database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map((_, index) => index + 1),
      'the sequence of events has a gap',
    )
    return all
  }

  /** The members of a group, by the order of their ids; that its count is right is checked along the way. */
  async function membersOf(groupId: string): Promise<[id: string, type: MemberType][]> {
    const group = await reader.findGroup(directory, groupId, { members: true })
    assert.equal(group?.memberCount, group?.members?.length)
    return (group?.members ?? []).map(({ id, type }) => [id, type])
  }

  return { database, directory, platform, writer, reader, submit, run, createUser, events, membersOf, ...rest }
}

/** What became of steps, in a word each: `ok`, `not run`, or the code of the error. */
export function inWords(results: readonly StepResult[]): string[] {
  return results.map((result) => {
    if (result.ok) return 'ok'
    if ('notRun' in result) return 'not run'
    const { error } = result
    return error instanceof Error && 'code' in error ? String(error.code) : 'error'
  })
}
