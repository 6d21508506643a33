import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import type { Queryable } from '../store/database.ts'
import { aGroup, aUser, commands, testCause } from '../testing/directories.ts'
import { loadStoredUser } from '../testing/load-stored-users.ts'
import { inWords, setUpWriter } from '../testing/writer-setup.ts'
import type { SequenceStep, SingleCommand } from './commands.ts'

const step = (command: SingleCommand, ...requires: number[]) => ({ command, requires })
const creation = (userName: string, id?: string) => ({ ...commands.createUser(aUser(userName)), id })

test('the steps of a sequence see those before them, and are one burst of the log', async () => {
  await using s = await setUpWriter()
  const ada = s.platform.newId('directory_user', new Date())
  const staff = s.platform.newId('directory_group', new Date())
  const results = await s.run([
    step(creation('ada', ada)),
    step({ ...commands.createGroup(aGroup('Staff'), [ada]), id: staff }, 0),
    step(
      commands.updateUser(ada, (stored) => ({ ...stored, active: false })),
      0,
    ),
    step(commands.renameGroup(staff, 'Crew'), 1),
    step(commands.changeMembers(staff, { op: 'remove', ids: [ada] }), 1),
  ])

  assert.deepEqual(inWords(results), ['ok', 'ok', 'ok', 'ok', 'ok'])
  assert.deepEqual(
    (await s.events()).map(({ type }) => type),
    [
      'dsync.user.created',
      'dsync.group.created',
      'dsync.group.user_added',
      'dsync.user.updated',
      'dsync.group.updated',
      'dsync.group.user_removed',
    ],
  )
  const group = await s.reader.findGroup(s.directory, staff, { members: true })
  assert.deepEqual([group?.displayName, group?.members, group?.version], ['Crew', [], 3])
  assert.equal((await loadStoredUser(s.database, s.directory, ada))?.active, false)
})

test('a user that a sequence makes and deletes again leaves only its events', async () => {
  await using s = await setUpWriter()
  const ada = s.platform.newId('directory_user', new Date())
  await s.run([step(creation('ada', ada)), step(commands.deleteUser(ada)), step(creation('ada'))])
  assert.equal(await s.reader.findUser(s.directory, ada), null)
  assert.equal((await s.events()).length, 3)
})

test('a step that is refused is refused alone, and so are those that depend on it', async () => {
  await using s = await setUpWriter()
  const refusal = new Error('no')
  const results = await s.run([
    step(creation('ada')),
    step(creation('ADA')),
    step(commands.createGroup(aGroup('Staff')), 1),
    step(commands.createGroup(aGroup('Crew')), 2),
    { refused: refusal },
    step(
      commands.updateUser('unknown', () => aUser('x')),
      4,
    ),
    step(creation('grace'), 0),
  ])
  assert.deepEqual(inWords(results), [
    'ok',
    'user_name_taken',
    'dependency_failed',
    'dependency_failed',
    'error',
    'dependency_failed',
    'ok',
  ])
  assert.deepEqual(results[4], { ok: false, error: refusal })
  assert.equal((await s.events()).length, 2)
})

test('what a step’s own change throws refuses that step', async () => {
  await using s = await setUpWriter()
  const ada = await s.createUser('ada')
  const refusal = new Error('no such attribute')
  const results = await s.run([
    step(
      commands.updateUser(ada, () => {
        throw refusal
      }),
    ),
    step(commands.updateUser(ada, (stored) => ({ ...stored, active: false }))),
  ])
  assert.deepEqual(results[0], { ok: false, error: refusal })
  assert.equal(results[1]?.ok, true)
})

test('after so many errors the rest of a sequence is not run', async () => {
  await using s = await setUpWriter()
  const steps = ['ada', 'ADA', 'Ada', 'grace'].map((name) => step(creation(name)))
  assert.deepEqual(inWords(await s.run(steps, { failOnErrors: 2 })), [
    'ok',
    'user_name_taken',
    'user_name_taken',
    'not run',
  ])
  assert.equal((await s.events()).length, 1)
})

test('names that are looked up late do not count as errors', async () => {
  await using s = await setUpWriter()
  const ids = [await s.createUser('ada'), await s.createUser('grace')]
  const renames = ids.map((id, index) =>
    step(
      commands.updateUser(id, () => aUser(`new${index}`)),
      ...(index ? [index - 1] : []),
    ),
  )
  assert.deepEqual(inWords(await s.run(renames, { failOnErrors: 1 })), ['ok', 'ok'])
})

test('each event of a sequence tells who caused its own step', async () => {
  await using s = await setUpWriter()
  const steps = ['one', 'two'].map((requestId) => ({
    command: { ...creation(requestId), cause: { ...testCause, requestId } },
  }))
  await s.run(steps)
  assert.deepEqual(
    (await s.events()).map(({ cause }) => cause.requestId),
    ['one', 'two'],
  )
})

test('a step that only the database refuses fails alone, in its place among 100', async () => {
  await using s = await setUpWriter()
  const names = Array.from({ length: 100 }, (_, index) => (index === 37 ? 'nul\u0000l' : `user${index}`))
  const steps = names.map((name, index) => step(creation(name), ...(index === 38 || index === 90 ? [37] : [])))
  const results = await s.run(steps)
  assert.deepEqual(
    inWords(results).flatMap((word, index) => (word === 'ok' ? [] : [[index, word]])),
    [
      [37, '22021'],
      [38, 'dependency_failed'],
      [90, 'dependency_failed'],
    ],
  )
  assert.equal((await s.events()).length, 97)
})

test('errors that only the database finds count towards failOnErrors', async () => {
  await using s = await setUpWriter()
  const steps = ['ada', 'nul\u0000l', 'grace', 'edsger'].map((name) => step(creation(name)))
  const words = inWords(await s.run(steps, { failOnErrors: 1 }))
  assert.deepEqual(words, ['ok', '22021', 'not run', 'not run'])
})

test('a sequence of one step and one of none are answered too', async () => {
  await using s = await setUpWriter()
  assert.deepEqual(inWords(await s.run([step(creation('nul\u0000l'))])), ['22021'])
  assert.deepEqual(await s.run([]), [])
})

test('a sequence and single commands that come together share the directory without disturbing one another', async () => {
  await using s = await setUpWriter()
  const names = (prefix: string) => Array.from({ length: 300 }, (_, index) => `${prefix}${index}`)
  const [results] = await Promise.all([
    s.run(names('many').map((name) => step(creation(name)))),
    ...names('single').map((name) => s.submit(creation(name))),
  ])
  assert.deepEqual(new Set(inWords(results)), new Set(['ok']))
  assert.equal((await s.events()).length, 600)
})

test('a directory that takes no change refuses a sequence as a whole', async () => {
  await using s = await setUpWriter()
  await s.database.query({ text: `update directories set state = 'inactive'` })
  await assert.rejects(s.run([step(creation('ada'))]), { code: 'directory_inactive' })
})

test('what a sequence tells of its own comes after the events of its steps, also where they change nothing', async () => {
  await using s = await setUpWriter()
  const told = (objectId: string) =>
    ({ type: 'muster.user.left_scope', objectId, data: { object: 'directory_user' } }) as const
  const tell = (steps: readonly SequenceStep[], objectId: string) =>
    s.writer.submit(s.directory, { ...commands.sequence(steps), tell: () => [told(objectId)] })
  await tell([step(creation('ada'))], 'one')
  await tell([], 'two')
  assert.deepEqual(
    (await s.events()).map(({ type, objectId }) => [type, type.startsWith('muster') ? objectId : '']),
    [
      ['dsync.user.created', ''],
      ['muster.user.left_scope', 'one'],
      ['muster.user.left_scope', 'two'],
    ],
  )
})

test('what is written alongside a sequence is committed with it, and undoes it alone when it fails', async () => {
  await using s = await setUpWriter()
  const create = (userName: string) => commands.createUser(aUser(userName))
  const alongside = (fails: boolean) => async (on: Queryable) => {
    await on.query({
      text: 'insert into organizations (id, name, created_at, updated_at) values ($1, $1, now(), now())',
      values: [`org_${fails}`],
    })
    if (fails) throw new AppError('sync_run_lost', { id: 'run' })
  }
  const sequence = (fails: boolean) =>
    s.writer.submit(s.directory, {
      ...commands.sequence([{ command: create(`sequence-${fails}`) }]),
      alongside: alongside(fails),
    })
  const all = await Promise.allSettled([
    sequence(true),
    sequence(false),
    s.submit(create('one')),
    s.submit(create('two')),
  ])
  assert.deepEqual(
    all.map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
  assert.equal((await s.events()).length, 3)
  const rows = await s.database.query({ text: `select id from organizations where id in ('org_true', 'org_false')` })
  assert.deepEqual(rows, [{ id: 'org_false' }])
})
