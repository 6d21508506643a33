import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { memorySettings } from '../testing/pulled-directory.ts'
import { type ApiVerb, runApiVerb } from './api-verb.ts'
import { applyVerb } from './apply.ts'
import { driftVerb, restoreVerb } from './drift.ts'
import { planVerb } from './plan.ts'
import { plans } from './plans.ts'

async function start() {
  const api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const environment = { MUSTER_URL: await api.app.listen({ host: '127.0.0.1', port: 0 }), MUSTER_API_KEY: bootstrapKey }
  const folder = await mkdtemp(join(tmpdir(), 'muster-plan-'))
  return {
    api,
    organizationId,
    folder,
    async write(path: string, text: string) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    },
    /** Runs a verb as somebody who answers `answer` when asked. */
    async run(verb: ApiVerb, args: readonly string[], answer = 'yes') {
      const printed: string[] = []
      const told: string[] = []
      const code = await runApiVerb(verb, args, {
        ...{ environment, folder, print: (text) => printed.push(text), tell: (text) => told.push(text) },
        ask: async () => answer,
      })
      return { code, text: printed.join('\n'), told: told.join('\n') }
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true })
      await api[Symbol.asyncDispose]()
    },
  }
}

const team = '# The people who run it all.\nkind: Team\nid: platform\nname: Platform # for now\n'

test('files that are not all there are not planned, for what is missing would go', async () => {
  await using s = await start()
  await assert.rejects(s.run(planVerb, []), { code: 'files_incomplete', message: /no file of YAML or JSON/ })
  await s.write('teams/platform.yaml', team)
  await symlink(join(s.folder, 'teams/platform.yaml'), join(s.folder, 'linked.yaml'))
  await assert.rejects(s.run(applyVerb, []), {
    code: 'files_incomplete',
    message: /linked\.yaml: The file was left out\. This is a link/,
  })
})

test('a folder is planned and applied by the word yes, and plans nothing afterwards', async () => {
  await using s = await start()
  await s.write('teams/platform.yaml', team)
  const planned = await s.run(planVerb, [])
  assert.equal(planned.code, 2)
  assert.match(planned.text, /\+ Team\/platform {3}new file {3}teams\/platform.yaml:2/)
  assert.match(planned.text, /1 to create/)
  await assert.rejects(s.run(applyVerb, [], 'y'), /Nothing is applied/)
  const applied = await s.run(applyVerb, [])
  assert.equal(applied.code, 0)
  assert.match(applied.told, /\+ Team\/platform/)
  assert.match(applied.text, /applied {2}create Team\/platform/)
  const again = await s.run(planVerb, ['.'])
  assert.deepEqual([again.code, /Nothing to do/.test(again.text)], [0, true])
})

test('files with mistakes end with 1, and cannot be applied', async () => {
  await using s = await start()
  await s.write('a.yaml', 'kind: Team\nid: platform\nnmae: Platform\n')
  const planned = await s.run(planVerb, [])
  assert.equal(planned.code, 1)
  assert.match(planned.text, /error MC102 {2}a.yaml:3:1/)
  assert.equal((await s.run(applyVerb, ['.', '--yes'])).code, 1)
})

test('what is blocked ends an apply with 2, and the rest is applied', async () => {
  await using s = await start()
  await s.write('a.yaml', `${team}protect: true\n`)
  await s.run(applyVerb, ['--yes'])
  await rm(join(s.folder, 'a.yaml'))
  await s.write('b.yaml', 'kind: Group\nid: all\n')
  const planned = await s.run(planVerb, [])
  assert.match(planned.text, /BLOCKED {2}Team "platform" is protected/)
  const applied = await s.run(applyVerb, ['--yes'])
  assert.equal(applied.code, 2)
  assert.match(applied.text, /1 applied, 1 blocked/)
})

test('a plan is listed, shown as Markdown and as JSON, approved and applied by its id', async () => {
  await using s = await start()
  await s.write('a.yaml', team)
  const { id } = JSON.parse((await s.run(planVerb, ['--json'])).text)
  assert.match((await s.run(plans, ['list'])).text, new RegExp(`${id} +planned +files`))
  const markdown = (await s.run(plans, ['show', id, '--format', 'markdown'])).text
  assert.match(markdown, /^<!-- muster plan -->/)
  assert.match(markdown, /\| `\+` \| `Team\/platform` \|/)
  assert.match((await s.run(plans, ['approve', id, '--reason', 'fine'])).text, /is approved/)
  assert.equal((await s.run(applyVerb, [id, '--yes'])).code, 0)
})

test('drift is shown, and adopted into the file without touching what is around it', async () => {
  await using s = await start()
  await s.write('teams/platform.yaml', team)
  await s.run(applyVerb, ['--yes'])
  const path = `/organizations/${s.organizationId}/overlay/objects/Team/platform`
  await s.api.call('PATCH', path, { body: { document: { name: 'Base' }, override: true } })
  const drift = await s.run(driftVerb, [])
  assert.equal(drift.code, 2)
  assert.match(drift.text, /Team\/platform +field +name +Platform +Base +teams\/platform.yaml:2/)
  await s.run(driftVerb, ['.', '--adopt', 'Team/platform'])
  assert.equal(
    await readFile(join(s.folder, 'teams/platform.yaml'), 'utf8'),
    team.replace('name: Platform', 'name: Base'),
  )
  await s.run(applyVerb, ['--yes'])
  assert.equal((await s.run(driftVerb, [])).code, 0)
})

test('what was changed at a connection is adopted into the file, in the words of files', async () => {
  await using s = await start()
  const connected = { name: 'Okta', type: 'okta', connection: { settings: memorySettings } }
  const body = { organization_id: s.organizationId, ...connected }
  const { body: made } = await s.api.call('POST', '/directories', { body })
  const file = (users: string) => `kind: Directory\nid: okta\ndirectory: Okta\nguards:\n  users: ${users}\n`
  await s.write('okta.yaml', file('25%'))
  await s.run(applyVerb, ['--yes'])
  const guards = { users: { percent: 90, at_least: 1 } }
  await s.api.call('PUT', `/directories/${made.id}/connection`, { body: { guards } })
  assert.match((await s.run(driftVerb, [])).text, /Directory\/okta +connection +guards +\{"users":"25%"\}/)
  assert.match((await s.run(planVerb, [])).text, /Directory\/okta {3}changed outside of the files, put back/)
  await s.run(driftVerb, ['.', '--adopt', 'Directory/okta'])
  const adopted = await readFile(join(s.folder, 'okta.yaml'), 'utf8')
  assert.equal(adopted, file('\n    percent: 90\n    atLeast: 1').replace('users: ', 'users:'))
  await s.run(applyVerb, ['--yes'])
  assert.deepEqual([(await s.run(driftVerb, [])).code, (await s.run(planVerb, [])).code], [0, 0])
})

test('drift is put back', async () => {
  await using s = await start()
  await s.write('a.yaml', team)
  await s.run(applyVerb, ['--yes'])
  const path = `/organizations/${s.organizationId}/overlay/objects/Team/platform`
  await s.api.call('PATCH', path, { body: { document: { name: 'Base' }, override: true } })
  assert.match((await s.run(driftVerb, ['--revert', 'Team/platform'])).text, /as its file declares/)
  assert.equal((await s.run(driftVerb, [])).code, 0)
})

test('a deleted object is listed and restored', async () => {
  await using s = await start()
  await s.write('a.yaml', team)
  await s.run(applyVerb, ['--yes'])
  await s.write('a.yaml', 'kind: Group\nid: all\n')
  await s.run(applyVerb, ['--yes'])
  assert.match((await s.run(restoreVerb, [])).text, /Team\/platform/)
  assert.match((await s.run(restoreVerb, ['Team/platform'])).text, /is back/)
  assert.match((await s.run(restoreVerb, [])).text, /Nothing was deleted/)
})
