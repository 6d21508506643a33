import assert from 'node:assert/strict'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { runCheck } from './check.ts'
import { runCompile } from './compile.ts'
import { runCases } from './run-cases.ts'
import { runSchema } from './schema.ts'

const root = await mkdtemp(join(tmpdir(), 'muster-files-'))
after(() => rm(root, { recursive: true }))

type Run = (args: readonly string[], terminal: Parameters<typeof runCheck>[1]) => Promise<number>

/** A folder with files, and a terminal in it. */
async function inFolder(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(root, 'f-'))
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  for (const [path, text] of Object.entries(files)) await put(path, text)
  return {
    folder,
    put,
    read: (path: string) => readFile(join(folder, path), 'utf8'),
    async run(verb: Run, ...args: string[]) {
      const lines: string[] = []
      const code = await verb(args, { environment: {}, folder, print: (text) => lines.push(text) })
      return { code, text: lines.join('\n') }
    },
  }
}

const group = 'kind: Group\nid: leads\nmembers: { mode: exact, rule: person.title == "Lead" }\n'

test('check ends with 0 when all is well, with 1 for errors, and with --strict for warnings', async () => {
  const { run, put } = await inFolder({ 'groups/leads.yaml': group })
  assert.deepEqual(await run(runCheck), { code: 0, text: '1 document in 1 file, nothing to say.' })
  await put('team.yaml', 'kind: Team\nid: a\nlead: mail:a@b.example\n')
  assert.equal((await run(runCheck)).code, 0)
  assert.equal((await run(runCheck, '--strict')).code, 1)
  await put('team.yaml', 'kind: Team\nid: a\nparent: b\n')
  const { code, text } = await run(runCheck, '.')
  assert.equal(code, 1)
  assert.match(text, /^team\.yaml:3:9 {2}error {4}MC202 {2}There is no Team "b"/)
  assert.match(text, /2 documents in 2 files: 1 error\.$/)
})

test('check prints JSON for programs and annotations for a pull request', async () => {
  const { run } = await inFolder({ 'team.yaml': 'kind: Team\nid: a\nparent: b\n' })
  const json = JSON.parse((await run(runCheck, '--json')).text)
  assert.deepEqual([json.data.length, json.data[0].code, json.data[0].address], [1, 'MC202', 'Team/a'])
  const { text } = await run(runCheck, '--format', 'github')
  assert.match(text, /^::error file=team\.yaml,line=3,col=9,title=MC202::There is no Team "b"/)
  await assert.rejects(run(runCheck, '--format', 'xml'), /--format must be text, json, github/)
})

test('check looks people up in what the API listed', async () => {
  const people = { data: [{ id: 'person_1', attributes: { employeeNumber: '1', mail: 'a@b.example' } }] }
  const team = 'kind: Team\nid: a\nlead: emp:1\nmembers: { mode: exact, add: [emp:2] }\n'
  const files = { 'people.json': JSON.stringify(people), 'team.yaml': team, 'groups/leads.yaml': group }
  const { run } = await inFolder(files)
  const { text } = await run(runCheck, '--people', 'people.json')
  assert.match(text, /MC303 .*"title", which only 0% of people have/)
  assert.match(text, /MC215 {2}Nobody is emp:2\./)
  await assert.rejects(run(runCheck, '--people', 'team.yaml'), /does not hold people/)
})

test('a folder that is not there is a mistake of the command line', async () => {
  const { run } = await inFolder({})
  await assert.rejects(run(runCheck, 'nowhere'), { name: 'UsageError' })
  assert.match((await run(runCheck)).text, /There are no documents here/)
  await assert.rejects(run(runCases, 'nowhere'), { name: 'UsageError' })
  await assert.rejects(run(runCompile, 'nowhere.ts'), { name: 'UsageError' })
})

test('test runs the cases of a folder, and none while files have errors', async () => {
  const cases = (expected: string) =>
    `kind: Test\nid: t\ncases:\n  - { name: who leads, given: { person: { title: Lead } }, expect: { ${expected}: [leads] } }\n`
  const { run, put } = await inFolder({ 'groups/leads.yaml': group, 'tests/a.yaml': cases('memberOf') })
  assert.deepEqual(await run(runCases), { code: 0, text: '1 case, all passed.' })
  assert.match((await run(runCases, '--all')).text, /^✓ who leads {2}tests\/a\.yaml:4/)
  await put('tests/a.yaml', cases('notMemberOf'))
  const failed = await run(runCases)
  assert.equal(failed.code, 1)
  assert.match(failed.text, /expected not in group leads, but is: by its rule/)
  await put('groups/leads.yaml', group.replace('title', 'titel'))
  const broken = await run(runCases)
  assert.equal(broken.code, 1)
  assert.match(broken.text, /MC301[\s\S]*no case was run\.$/)
})

const module = (ids: string) => `import { defineTeam, emp } from 'muster/config'
type Id = string
export const teams = [${ids}].map((id: Id) => defineTeam({ id, lead: emp('1') }))
`

test('compile writes a file for each document that a module exports, and takes away those that are gone', async () => {
  const { run, put, read, folder } = await inFolder({ 'config/teams.ts': module("'web', 'api'") })
  const first = await run(runCompile, 'config', '--out', '.')
  assert.deepEqual([first.code, first.text.split('\n').slice(0, 2)], [0, ['  + teams/api.yaml', '  + teams/web.yaml']])
  const text = await read('teams/web.yaml')
  assert.match(text, /^# Compiled from config\/teams\.ts by "muster compile"/)
  assert.match(text, /kind: Team\nid: web\nlead: emp:1\n$/)
  assert.equal((await run(runCheck)).text, '2 documents in 2 files, nothing to say.')
  assert.equal((await run(runCompile, 'config', '--out', '.', '--check')).code, 0)
  await put('config/teams.ts', module("'web'"))
  const check = await run(runCompile, 'config', '--out', '.', '--check')
  assert.deepEqual([check.code, check.text.split('\n')[0]], [1, '  - teams/api.yaml'])
  await access(join(folder, 'teams/api.yaml'))
  await run(runCompile, 'config', '--out', '.')
  await assert.rejects(access(join(folder, 'teams/api.yaml')))
})

test('compile never touches what was written by hand', async () => {
  const byHand = 'kind: Team\nid: web\n'
  const { run, read } = await inFolder({ 'teams.ts': module("'web'"), 'teams/web.yaml': byHand })
  const { code, text } = await run(runCompile, 'teams.ts')
  assert.equal(code, 1)
  assert.match(text, /Nothing was written: these files were written by hand\.\n {2}teams\/web\.yaml/)
  assert.equal(await read('teams/web.yaml'), byHand)
})

test('what a module does wrong is told with its export, and what it throws with its lines', async () => {
  const { run } = await inFolder({
    'wrong.ts': "export const teams = [{ kind: 'Team', id: 'a', parnet: 'b' }]\n",
    'throws.ts': "export const a = 1\nthrow new Error('no teams today')\n",
    'nothing.ts': 'export const a = 1\n',
  })
  const wrong = await run(runCompile, 'wrong.ts')
  assert.equal(wrong.code, 1)
  assert.match(wrong.text, /MC102 {2}teams\[0\] \(Team\/a\): Team has no key "parnet" here\. Did you mean "parent"\?/)
  await assert.rejects(run(runCompile, 'throws.ts'), /no teams today[\s\S]*throws\.ts:2/)
  assert.match((await run(runCompile, 'nothing.ts')).text, /exports no documents/)
})

test('schema prints one schema for all kinds, or that of one, and writes all', async () => {
  const { run, read } = await inFolder({})
  const all = JSON.parse((await run(runSchema)).text)
  assert.deepEqual(all.properties.kind.enum.length, all.allOf.length)
  const team = JSON.parse((await run(runSchema, 'team')).text)
  assert.equal(team.properties.kind.const, 'Team')
  await assert.rejects(run(runSchema, 'Taem'), /Did you mean "Team"\?/)
  await run(runSchema, '--out', 'schemas')
  assert.deepEqual(JSON.parse(await read('schemas/muster.schema.json')), all)
})
