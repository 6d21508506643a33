import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createTestRepository, startGitServer, withoutGit } from '../../testing/git-repository.ts'
import { readRepository, repositoryLimits } from './read-repository.ts'

const team = 'kind: Team\nid: platform\n'
const source = (url: string, more: { branch?: string; folder?: string; secrets?: { token?: string } } = {}) => {
  return { url, branch: 'main', folder: '', secrets: {}, ...more }
}
const rulesFor = (repositoriesFolder: string | null) => ({ rules: { allowPrivateNetworks: false, repositoriesFolder } })

test('a commit is read with its files, and not again while the branch stays there', { skip: withoutGit }, async () => {
  await using repository = await createTestRepository()
  const commit = await repository.commit('Platform begins', {
    'teams/platform.yaml': team,
    'muster.json': '{"kind":"Settings"}',
    'README.md': 'Hello',
    '.github/workflows/plan.yaml': 'on: push',
    'Größe/ä b.yml': 'kind: Group',
  })
  const options = rulesFor(repository.parent)
  const read = await readRepository(source(repository.folder), null, options)
  assert.ok(read)
  assert.deepEqual(
    { ...read, files: [...read.files].sort((a, b) => (a.path < b.path ? -1 : 1)), committedAt: undefined },
    {
      commit,
      author: 'Noor Haddad <noor@harbour.example>',
      subject: 'Platform begins',
      committedAt: undefined,
      files: [
        { path: 'Größe/ä b.yml', text: 'kind: Group' },
        { path: 'muster.json', text: '{"kind":"Settings"}' },
        { path: 'teams/platform.yaml', text: team },
      ],
    },
  )
  assert.equal(await readRepository(source(repository.folder), commit, options), null)
  await repository.commit('Platform ends', { 'teams/platform.yaml': null })
  const next = await readRepository(source(repository.folder), commit, options)
  assert.deepEqual(next?.files.length, 2)
})

test('one folder of a repository can be followed, and another branch', { skip: withoutGit }, async () => {
  await using repository = await createTestRepository()
  await repository.commit('One', { 'people/teams/platform.yaml': team, 'site/config.yaml': 'a: b' })
  const options = rulesFor(repository.parent)
  const read = await readRepository(source(repository.folder, { folder: 'people' }), null, options)
  assert.deepEqual(read?.files, [{ path: 'teams/platform.yaml', text: team }])
  repository.git('checkout', '--quiet', '-b', 'next/year')
  const next = await readRepository(source(repository.folder, { branch: 'next/year', folder: 'people' }), null, options)
  assert.equal(next?.files.length, 1)
  await assert.rejects(readRepository(source(repository.folder, { folder: 'gone' }), null, options), /no folder "gone"/)
  await assert.rejects(readRepository(source(repository.folder, { branch: 'gone' }), null, options), {
    code: 'no_such_branch',
  })
})

test('hooks and filters of the repository do not run', { skip: withoutGit }, async () => {
  await using repository = await createTestRepository()
  const touched = join(repository.parent, 'touched')
  await repository.commit('One', { 'a.yaml': team, '.gitattributes': '*.yaml filter=run\n' })
  repository.git('config', 'filter.run.smudge', `touch ${touched}`)
  repository.git('config', 'uploadpack.packObjectsHook', `touch ${touched}; false`)
  await mkdir(join(repository.folder, '.git/hooks'), { recursive: true })
  for (const hook of ['post-checkout', 'pre-auto-gc', 'reference-transaction', 'post-index-change'])
    await writeFile(join(repository.folder, '.git/hooks', hook), `#!/bin/sh\ntouch ${touched}\n`, { mode: 0o755 })
  const read = await readRepository(source(repository.folder), null, rulesFor(repository.parent))
  assert.deepEqual(read?.files, [{ path: 'a.yaml', text: team }])
  assert.ok(!readdirSync(repository.parent).includes('touched'))
})

test('a repository of which not everything is read is not planned: what is missing would go', {
  skip: withoutGit,
}, async () => {
  await using repository = await createTestRepository()
  await writeFile(join(repository.parent, 'outside.yaml'), 'kind: Secret')
  await repository.commit('One', { 'README.md': 'Nothing yet', 'node_modules/x/a.json': '{"kind":"Team"}' })
  const read = () => readRepository(source(repository.folder), null, rulesFor(repository.parent))
  await assert.rejects(read(), { code: 'unusable', message: /no files of YAML or JSON/ })
  await repository.commit('Two', { 'a.yaml': team, 'B.YAML': team })
  assert.deepEqual((await read())?.files.map(({ path }) => path).sort(), ['B.YAML', 'a.yaml'])
  await repository.link('b.yaml', '../outside.yaml')
  await assert.rejects(read(), { code: 'unusable', message: /b\.yaml is a link/ })
})

test('a folder of the server is followed only below the one that the operator names, by links too', {
  skip: withoutGit,
}, async () => {
  await using repository = await createTestRepository()
  await using other = await createTestRepository()
  await repository.commit('One', { 'a.yaml': team })
  await symlink(repository.folder, join(other.parent, 'link'))
  const refused = { code: 'address_refused' }
  await assert.rejects(readRepository(source(repository.folder), null, rulesFor(null)), refused)
  await assert.rejects(readRepository(source(repository.folder), null, rulesFor(other.parent)), refused)
  await assert.rejects(readRepository(source(join(other.parent, 'link')), null, rulesFor(other.parent)), refused)
  await assert.rejects(
    readRepository(source(`${other.parent}/../${repository.folder}`), null, rulesFor(other.parent)),
    refused,
  )
})

test('what is larger than the bounds is refused, and nothing stays behind', { skip: withoutGit }, async (t) => {
  await using repository = await createTestRepository()
  // A place of its own for what is read: other tests read at the same time.
  const place = mkdtempSync(join(tmpdir(), 'muster-bounds-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = place
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(place, { recursive: true })
  })
  await repository.commit('One', { 'a.yaml': team, 'b.yaml': 'x'.repeat(2000) })
  const read = (limits: Partial<typeof repositoryLimits>) =>
    readRepository(source(repository.folder), null, {
      ...rulesFor(repository.parent),
      limits: { ...repositoryLimits, ...limits },
    })
  await assert.rejects(read({ files: 1 }), { code: 'too_large', message: /2 files of YAML or JSON; at most 1/ })
  await assert.rejects(read({ fileBytes: 1000 }), { code: 'too_large', message: /b\.yaml has 2000 bytes/ })
  await assert.rejects(read({ totalBytes: 2010 }), { code: 'too_large' })
  const noise = Array.from({ length: 40_000 }, (_, index) => Math.sin(index).toString(36)).join('')
  await repository.commit('Noise', { 'noise.bin': noise })
  await assert.rejects(read({ packBytes: 64 * 1024 }), { code: 'too_large' })
  await assert.rejects(read({ milliseconds: 1 }), { code: 'too_slow' })
  assert.deepEqual(readdirSync(place), [])
})

test('over HTTP the address that was checked is called with the token, and no other', {
  skip: withoutGit,
}, async () => {
  await using repository = await createTestRepository()
  const commit = await repository.commit('One', { 'a.yaml': team })
  const header = `Basic ${Buffer.from('git:secret-token').toString('base64')}`
  await using server = await startGitServer(repository.parent, header)
  const url = `http://git.harbour.example:${server.port}/people/.git`
  const rules = { allowPrivateNetworks: true, repositoriesFolder: null }
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  const read = await readRepository(source(url, { secrets: { token: 'secret-token' } }), null, { rules, resolve })
  assert.equal(read?.commit, commit)
  assert.ok(server.authorizations.every((one) => one === header))
  await assert.rejects(
    readRepository(source(url, { secrets: { token: 'wrong' } }), null, { rules, resolve }),
    (error: Error) =>
      error.message.startsWith('The repository could not be read: ') && !error.message.includes('wrong'),
  )
  const closed = { allowPrivateNetworks: false, repositoriesFolder: null }
  await assert.rejects(readRepository(source(url), null, { rules: closed, resolve }), {
    code: 'address_refused',
    message: /127\.0\.0\.1 is in a private network/,
  })
})
