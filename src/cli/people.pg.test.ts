import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { createPeopleWorld } from '../testing/people-world.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { cases } from './cases.ts'
import { people } from './people.ts'

async function setUp() {
  const api = await createTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const world = await createPeopleWorld({ database: api.database, onPeopleChanged: api.context.onPeopleChanged })
  const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
  const run = async (verb: ApiVerb, ...args: string[]) => {
    const printed: string[] = []
    await runApiVerb(verb, args, { environment, folder: '/nonexistent', print: (text) => printed.push(text) })
    return printed.join('\n')
  }
  return {
    world,
    run,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

const ada = { name: 'ada', mail: 'ada@acme.example', givenName: 'Ada', familyName: 'Lovelace', title: 'Engineer' }

test('a person is found by an address and explained: values, sources, rules and what others say', async () => {
  await using company = await setUp()
  const { run, world } = company
  await world.arrive({ directory: 0, ...ada }, { directory: 1, ...ada, title: 'Coder' })
  const [, user = ''] = (await run(people, 'links', 'ada@acme.example')).match(/(directory_user_\w+)/g) ?? []
  assert.match(await run(people, 'list'), /Ada Lovelace +active +ada@acme\.example +- +Engineer/)
  assert.match(await run(people, 'show', 'Lovelace'), /title +Engineer/)
  const explained = await run(people, 'explain', 'ada@acme.example')
  assert.match(explained, /active: A directory has this person active\./)
  assert.match(explained, /title +Engineer +\S+ +owner/)
  assert.match(explained, /^ +\(Coder\)/m)
  assert.match(await run(people, 'unlink', 'ada', '--user', user), /is a person of its own/)
  await assert.rejects(run(people, 'show', 'Lovelace'), /Several people are called "Lovelace"/)
  await assert.rejects(run(people, 'show', 'nobody'), /Nobody is called "nobody"/)
  const [, person = ''] =
    /(person_\w{26})/.exec(await run(people, 'list', '--directory', world.directoryIds[0] ?? '')) ?? []
  assert.match(await run(people, 'link', person, '--user', user), /is Ada Lovelace from now on/)
  assert.match(await run(people, 'links', person), /manual +yes/)
})

test('a case is listed, looked at and decided', async () => {
  await using company = await setUp()
  const { run, world } = company
  const desk = { mail: 'desk@acme.example' }
  await world.arrive({ directory: 0, name: 'day', ...desk, custom: { employee_number: '1' } })
  await world.arrive({ directory: 1, name: 'night', ...desk, custom: { employee_number: '2' } })
  assert.match(await run(cases, 'list'), /There is nothing to decide/)
  await world.arrive({ directory: 2, name: 'front', ...desk })
  const [, id = ''] = /(match_case_\w{26})/.exec(await run(cases, 'list')) ?? []
  assert.match(await run(cases, 'show', id), /mail +desk@acme\.example +desk@acme\.example =/)
  await assert.rejects(run(cases, 'decide', id), /Say one of --link/)
  await assert.rejects(run(cases, 'decide', id, '--new', '--ignore'), /Say one of --link/)
  assert.match(await run(cases, 'decide', id, '--new'), /front is a person of its own/)
  assert.match(await run(cases, 'list', '--state', 'decided'), new RegExp(id))
})

test('a case about a title is listed beside others, looked at, decided by the name of a directory, and taken back', async () => {
  await using company = await setUp()
  const { run, world } = company
  await world.declarePeers('title')
  const [user = ''] = await world.arrive({ directory: 0, ...ada }, { directory: 1, ...ada, title: 'Coder' })
  const [, id = ''] =
    /(attribute_case_\w{26}) +Ada Lovelace +title +- +Test: Engineer, Test: Coder/.exec(await run(cases, 'list')) ?? []
  assert.match(await run(cases, 'show', id), /value +-.*Test +directory_user_\w+ +Engineer +-/s)
  await assert.rejects(run(cases, 'decide', id), /Say one of --source <directory> and --reopen/)
  await assert.rejects(run(cases, 'decide', id, '--source', 'Okta'), /No candidate is called "Okta"/)
  await assert.rejects(run(cases, 'decide', id, '--source', 'Test'), /Several candidates are called "Test"/)
  assert.match(await run(cases, 'decide', id, '--source', user), /Ada Lovelace has the title of Test from now on/)
  assert.match(await run(people, 'explain', 'Lovelace'), new RegExp(`title +Engineer +d0 +chosen: .*see ${id}`))
  assert.match(await run(cases, 'list'), /There is nothing to decide/)
  assert.match(await run(cases, 'decide', id, '--reopen'), /It is to be decided again/)
})

test('two people are made one after a look at what that would do, and both are explained', async () => {
  await using company = await setUp()
  const { run, world } = company
  await world.arrive({ directory: 0, ...ada }, { directory: 1, ...ada, mail: 'ada@freelance.example', title: 'Coder' })
  const ids = await world.personIds()
  const both = [ids['0/ada'] ?? '', ids['1/ada'] ?? '']
  assert.match(await run(people, 'merge', ...both, '--dry-run'), /would become Ada Lovelace.*of Test would move/s)
  assert.match(await run(people, 'list'), new RegExp(both[1] ?? ''))
  assert.match(await run(people, 'merge', ...both), /is Ada Lovelace.*of Test moved/s)
  assert.match(
    await run(people, 'explain', both[0] ?? ''),
    new RegExp(`Ada Lovelace \\(${both[1]}\\) became one with this person`),
  )
  await assert.rejects(run(people, 'explain', both[1] ?? ''), new RegExp(`became one with person "${both[0]}"`))
})
