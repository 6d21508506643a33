import assert from 'node:assert/strict'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import { type ConfigRepository, neverFollowed } from '../../model/config-repository.ts'
import {
  findConfigRepository,
  hintConfigRepository,
  insertConfigRepository,
  takeDueRepository,
} from '../../store/overlay/config-repositories.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { makeDirectory, testPlatform } from '../../testing/directories.ts'
import { createTestRepository, type TestRepository, withoutGit } from '../../testing/git-repository.ts'
import { directoriesUntouched } from '../apply/apply-directories.ts'
import { decidePlan } from '../apply/decide-plan.ts'
import { databaseDesk } from './database-desk.ts'
import { createRepositorySealer } from './repository-secrets.ts'
import { type FollowingOptions, followDue } from './start-following.ts'

const team = (id: string) => `kind: Team\nid: ${id}\n`
const settings = 'kind: Settings\nformatVersion: 1\napprovals:\n  - when: deletions\n    by: [owner]\n'

/** An organization whose repository is followed, at a clock that a test moves. */
async function follow(clone: TestDatabase, repository: TestRepository, autoApply: ConfigRepository['autoApply']) {
  const { database } = clone
  const { organizationId } = await makeDirectory(database, { organizationId: basename(repository.parent) })
  const clock = { now: new Date('2026-11-22T12:00:00Z') }
  const platform = { ...testPlatform(), clock: { ...testPlatform().clock, now: () => clock.now } }
  const row: ConfigRepository = {
    ...{
      organizationId,
      id: 'repository_1',
      name: 'harbour/people',
      url: repository.folder,
      branch: 'main',
      folder: '',
    },
    ...{ sealedSecrets: null, autoApply, state: neverFollowed, lastCommit: null, nextLookAt: clock.now },
    ...{ createdAt: clock.now, updatedAt: clock.now },
  }
  await insertConfigRepository(database, row)
  const desk = databaseDesk({ database, platform, applyDirectories: directoriesUntouched, onApplied: () => {} })
  const read = { rules: { allowPrivateNetworks: false, repositoriesFolder: dirname(repository.parent) } }
  const options: FollowingOptions = { database, platform, desk, read, sealer: createRepositorySealer(Buffer.alloc(32)) }
  const seen = async () => (await findConfigRepository(database, row.id, row)) ?? assert.fail('it is gone')
  return {
    ...{ organizationId, clock, options, database, seen, desk },
    /** Looks at it as soon as it is due. */
    async look() {
      clock.now = (await seen()).nextLookAt
      assert.ok(await followDue(options))
      return seen()
    },
    teams: async () => (await readOverlayObjects(database, organizationId, ['Team'])).map(({ id }) => id),
    async approve(id: string, email: string | null = null) {
      const record = (await desk.find(organizationId, id)) ?? assert.fail('no plan')
      const actor = { type: 'member', id: `member of ${email}`, name: 'Noor' } as const
      const at = clock.now.toISOString()
      await decidePlan(database, record, { decision: 'approved', actor, role: 'owner', email, reason: null, at })
    },
  }
}

test('each commit is planned, and what takes nothing away is applied at once where the repository says so', {
  skip: withoutGit,
}, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  const first = await repository.commit('Two teams', {
    'teams/a.yaml': team('a'),
    'teams/b.yaml': team('b'),
    'muster.yaml': settings,
  })
  const world = await follow(clone, repository, 'additive')
  const seen = await world.look()
  assert.deepEqual([seen.state.status, seen.lastCommit, seen.state.commit?.subject], ['followed', first, 'Two teams'])
  assert.deepEqual(await world.teams(), ['a', 'b'])
  const [object] = await readOverlayObjects(world.database, world.organizationId, ['Team'])
  assert.deepEqual(object?.managedBy, { repository: 'harbour/people', commit: first, file: 'teams/a.yaml', line: 1 })

  await repository.commit('One team', { 'teams/b.yaml': null })
  const after = await world.look()
  assert.deepEqual(await world.teams(), ['a', 'b'], 'a deletion waits for somebody')
  await world.approve(after.state.plan_id ?? '')
  await world.look()
  assert.deepEqual(await world.teams(), ['a'])
})

test('where nothing is applied by itself the plan waits, and that of a later commit takes its place', {
  skip: withoutGit,
}, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  await repository.commit('One', { 'teams/a.yaml': team('a') })
  const world = await follow(clone, repository, 'never')
  const { state } = await world.look()
  await world.approve(state.plan_id ?? '')
  await world.look()
  assert.deepEqual(await world.teams(), [])
  await repository.commit('Two', { 'teams/b.yaml': team('b') })
  const later = await world.look()
  assert.notEqual(later.state.plan_id, state.plan_id)
  assert.equal((await world.desk.find(world.organizationId, state.plan_id ?? ''))?.state, 'superseded')
})

test('a plan that nobody decided on within its day is made anew of the same commit', { skip: withoutGit }, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  await repository.commit('One', { 'teams/a.yaml': team('a') })
  const world = await follow(clone, repository, 'approved')
  const { state } = await world.look()
  await world.database.query({ text: "update plans set state = 'expired'" })
  const again = await world.look()
  assert.notEqual(again.state.plan_id, state.plan_id)
  assert.deepEqual(again.state.commit, state.commit)
  await world.approve(again.state.plan_id ?? '')
  await world.look()
  assert.deepEqual(await world.teams(), ['a'])
})

test('a commit that cannot be read changes nothing and says what is wrong, and files that cannot are in its plan', {
  skip: withoutGit,
}, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  await repository.commit('One', { 'teams/a.yaml': team('a') })
  const world = await follow(clone, repository, 'additive')
  await world.look()
  await repository.commit('Broken', { 'teams/a.yaml': 'kind: Teem\nid: a\n' })
  const broken = await world.look()
  const plan = await world.desk.find(world.organizationId, broken.state.plan_id ?? '')
  assert.ok(plan?.plan.findings.length)
  assert.equal(plan.plan.applyable, false)
  assert.deepEqual(await world.teams(), ['a'])

  repository.git('branch', '--move', 'main', 'other')
  const gone = await world.look()
  assert.deepEqual([gone.state.status, gone.state.error?.code, gone.state.failures], ['failed', 'no_such_branch', 1])
  assert.equal(gone.lastCommit, broken.lastCommit)
  const again = await world.look()
  assert.equal(again.nextLookAt.getTime() - world.clock.now.getTime(), 240_000, 'it is looked at less and less often')
  repository.git('branch', '--move', 'other', 'main')
  assert.deepEqual((await world.look()).state.failures, 0)
})

test('one node looks at a repository at a time, and who asks for a look meanwhile gets one', {
  skip: withoutGit,
}, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  await repository.commit('One', { 'teams/a.yaml': team('a') })
  const world = await follow(clone, repository, 'never')
  const lease = { now: world.clock.now, leaseUntil: new Date(world.clock.now.getTime() + 300_000) }
  const taken = await takeDueRepository(world.database, lease)
  assert.equal(taken?.id, 'repository_1')
  assert.equal(await takeDueRepository(world.database, lease), null)
  assert.equal(await followDue(world.options), false)
  await hintConfigRepository(
    world.database,
    { organizationId: world.organizationId, name: 'harbour/people' },
    world.clock.now,
  )
  assert.equal(await followDue(world.options), true)
})

test('what changes under a path of owners waits for one of them, whoever the commit says it is by', {
  skip: withoutGit,
}, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  const owned = `${settings}owners:\n  - { paths: ["policies/**"], by: [grace@acme.example] }\n`
  const first = { 'muster.yaml': settings, 'policies/a.yaml': team('a'), 'teams/b.yaml': team('b') }
  await repository.commit('Two teams', first)
  const world = await follow(clone, repository, 'additive')
  await world.look()
  await repository.commit('Owners', { 'muster.yaml': owned })
  await world.look()
  const nameOf = async (wanted: string) => {
    const [object] = (await readOverlayObjects(world.database, world.organizationId)).filter(({ id }) => id === wanted)
    return object && 'name' in object.document ? object.document.name : undefined
  }

  await repository.commit('A name', { 'teams/b.yaml': `${team('b')}name: B\n` })
  await world.look()
  assert.equal(await nameOf('b'), 'B', 'nobody owns it')

  await repository.commit('By Grace, it says', { 'policies/a.yaml': `${team('a')}name: A\n` })
  repository.git('commit', '--amend', '--quiet', '--no-edit', '--author=Grace <grace@acme.example>')
  const { state } = await world.look()
  assert.equal(await nameOf('a'), undefined)
  await world.approve(state.plan_id ?? '', 'mallory@acme.example')
  const waiting = await world.desk.find(world.organizationId, state.plan_id ?? '')
  assert.deepEqual([waiting?.state, waiting?.plan.approvals[0]?.paths], ['planned', ['policies/**']])
  await world.look()
  assert.equal(await nameOf('a'), undefined)
  await world.approve(state.plan_id ?? '', 'grace@acme.example')
  await world.look()
  assert.equal(await nameOf('a'), 'A')

  await repository.commit('Moved out', {
    ...{ 'policies/a.yaml': null, 'teams/a.yaml': `${team('a')}name: A\n`, 'teams/b.yaml': `${team('b')}name: C\n` },
  })
  const moved = await world.look()
  assert.equal(await nameOf('b'), 'B', 'what leaves the path is changed there')
  await world.approve(moved.state.plan_id ?? '', 'grace@acme.example')
  await world.look()
  assert.equal(await nameOf('b'), 'C')
})

test('secrets of another secret key open nothing, and that is said', { skip: withoutGit }, async () => {
  await using clone = await createTestDatabase()
  await using repository = await createTestRepository()
  const world = await follow(clone, repository, 'never')
  const sealed = createRepositorySealer(Buffer.alloc(32, 1)).seal('{"token":"t"}')
  await world.database.query({ text: 'update config_repositories set sealed_secrets = $1', values: [sealed] })
  assert.match((await world.look()).state.error?.text ?? '', /another MUSTER_SECRET_KEY. Give them again/)
})
