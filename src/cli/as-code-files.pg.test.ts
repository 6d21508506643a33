import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bootstrapKey, createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { applyVerb } from './apply.ts'
import { exportVerb } from './export.ts'
import { importVerb } from './import.ts'
import { planVerb } from './plan.ts'
import { repositories } from './repositories.ts'

const rustTeam = fileURLToPath(new URL('../../test/as-code/rust-team/', import.meta.url))
const backstage = fileURLToPath(new URL('../../test/as-code/backstage/', import.meta.url))

/** A terminal in an empty folder, with a server that it speaks to, or none. */
async function openTerminal(api: TestApi | null) {
  const folder = await mkdtemp(join(tmpdir(), 'muster-as-code-'))
  const url = api ? await api.app.listen({ host: '127.0.0.1', port: 0 }) : 'http://127.0.0.1:1'
  const environment = { MUSTER_URL: url, ...(api && { MUSTER_API_KEY: bootstrapKey }), REPOSITORY_TOKEN: 'token' }
  return {
    folder,
    async run(verb: ApiVerb, ...args: string[]) {
      const printed: string[] = []
      const print = (text: string) => printed.push(text)
      const exitCode = await runApiVerb(verb, args, { environment, folder, print, ask: async () => 'yes' })
      return { exitCode, text: printed.join('\n') }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

test('files of rust-lang/team and of Backstage are imported without a server, and nothing is overwritten unasked', async () => {
  await using terminal = await openTerminal(null)
  const { text } = await terminal.run(importVerb, 'config', rustTeam, '--from', 'rust-team', '--out', 'here')
  assert.match(text, / {2}teams\/runtime\.yaml\n/)
  assert.match(text, /! teams\/project-edition\.toml names ghost/)
  assert.match(text, /users\.csv has the people/)
  assert.match(
    await readFile(join(terminal.folder, 'here/teams/runtime.yaml'), 'utf8'),
    /^# From teams\/runtime\.toml\./,
  )
  const again = () => terminal.run(importVerb, 'config', backstage, '--from', 'backstage', '--out', 'here')
  await assert.rejects(again(), { message: /Nothing was written: .*muster\.yaml/ })
  await terminal.run(importVerb, 'config', backstage, '--from', 'backstage', '--out', 'here', '--force')
  assert.match(await readFile(join(terminal.folder, 'here/teams/runtime.yaml'), 'utf8'), /^# From org\.yaml/)
  const wrong = terminal.run(importVerb, 'config', backstage, '--from', 'rust-team', '--out', 'other')
  await assert.rejects(wrong, { message: /has no folder "teams"/ })
  await assert.rejects(terminal.run(importVerb, 'config', '--from', 'terraform', '--out', 'x'), {
    message: /needs the folder/,
  })
})

test('what is there is imported into files, of which a plan has nothing to do once they are applied', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'acme')
  const document = { kind: 'Team', id: 'platform', members: { add: ['emp:1'], mode: 'additive' } }
  await api.call('POST', `/organizations/${organizationId}/overlay/objects`, { body: { document } })
  await using terminal = await openTerminal(api)
  const { text } = await terminal.run(importVerb, 'config', '--from', 'state', '--out', '.')
  assert.match(text, /directories\/\S+\.yaml\n {2}muster\.yaml\n {2}teams\/platform\.yaml\n/)
  assert.equal((await terminal.run(planVerb)).exitCode, 2)
  assert.equal((await terminal.run(applyVerb)).exitCode, 0)
  assert.equal((await terminal.run(planVerb)).exitCode, 0)
  await terminal.run(importVerb, 'config', '--from', 'state', '--out', '.', '--force')
  assert.equal((await terminal.run(planVerb)).exitCode, 0)
})

test('org units and teams are exported for Backstage', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api, 'acme')
  for (const document of [
    { kind: 'OrgUnit', id: 'engineering', name: 'Engineering' },
    { kind: 'Team', id: 'platform', orgUnit: 'engineering' },
  ])
    await api.call('POST', `/organizations/${organizationId}/overlay/objects`, { body: { document } })
  await using terminal = await openTerminal(api)
  await terminal.run(exportVerb, 'backstage', '--out', 'catalog')
  assert.deepEqual(await readdir(join(terminal.folder, 'catalog')), ['org.yaml', 'users.yaml'])
  const org = await readFile(join(terminal.folder, 'catalog/org.yaml'), 'utf8')
  assert.match(org, /name: platform\n[\s\S]*parent: engineering\n/)
})

test('a repository is followed, changed and let go, and its secrets are never shown', async () => {
  await using api = await createTestApi()
  await createTestDirectory(api, 'acme')
  await using terminal = await openTerminal(api)
  await writeFile(join(terminal.folder, 'known-hosts'), 'git.example.com ssh-ed25519 AAAA')
  const url = 'https://git.example.com/acme/people.git'
  const made = await terminal.run(
    repositories,
    'follow',
    url,
    '--auto-apply',
    'additive',
    '--token-env',
    'REPOSITORY_TOKEN',
  )
  assert.match(made.text, /name +acme\/people\n/)
  assert.match(made.text, /auto apply +additive\n/)
  const { text: listed } = await terminal.run(repositories, 'list', '--json')
  const [{ id, has_secrets: hasSecrets }] = JSON.parse(listed).data
  assert.equal(hasSecrets, true)
  assert.doesNotMatch(listed, /"token"/)
  const stored = await api.database.query<{ sealed_secrets: string }>({
    text: 'select sealed_secrets from config_repositories',
  })
  assert.doesNotMatch(stored[0]?.sealed_secrets ?? '', /token/)
  const updated = await terminal.run(repositories, 'update', id, '--branch', 'release/1', '--folder', '/org/')
  assert.match(updated.text, /branch +release\/1\nfolder +org\n/)
  assert.match((await terminal.run(repositories, 'look', id)).text, /is looked at in a moment/)
  await assert.rejects(terminal.run(repositories, 'follow', url), { message: /is followed already/ })
  for (const [refused, why] of [
    [['follow', '--', '--upload-pack=x'], /url must be an address/],
    [['follow', 'https://169.254.169.254/x.git'], /metadata service/],
    [['follow', '/etc'], /MUSTER_REPOSITORIES_FOLDER/],
    [['follow', url, '--name', 'other', '--branch', '--x'], /branch/],
    [['follow', url, '--name', 'other', '--branch', 'a..b'], /branch must be the name of a branch/],
    [['follow', url, '--name', 'other', '--folder', '../x'], /folder must be a folder within the repository/],
  ] as const)
    await assert.rejects(terminal.run(repositories, ...refused), { message: why }, refused.join(' '))
  await terminal.run(repositories, 'unfollow', id)
  assert.match((await terminal.run(repositories, 'list')).text, /No repository is followed/)
})
