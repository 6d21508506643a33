import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkDocuments } from '../../check/check-documents.ts'
import { loadDocuments, type SourceFile } from '../../load/load-documents.ts'
import { importRustTeam } from './import-rust-team.ts'

const folder = fileURLToPath(new URL('../../../../test/as-code/rust-team/', import.meta.url))

function readFolder() {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.toml'))
  return paths.map((path) => ({ path, text: readFileSync(folder + path, 'utf8') }))
}

const documentsOf = (files: readonly SourceFile[]) => files.filter(({ path }) => path.endsWith('.yaml'))
const imported = importRustTeam(readFolder(), { directory: 'GitHub' })
const textOf = (path: string) => imported.files.find((file) => file.path === path)?.text ?? assert.fail(`no ${path}`)
const { documents, findings } = loadDocuments(documentsOf(imported.files))
const documentOf = (address: string) =>
  documents.find((one) => one.address === address)?.document ?? assert.fail(`no ${address}`)
const membersOf = (address: string) => {
  const document = documentOf(address)
  return document.kind === 'Group' ? document.members : assert.fail(address)
}

test('what is imported of such a repository has nothing wrong with it', () => {
  const errors = [...findings, ...checkDocuments(documents, { today: '2026-11-22' })]
  assert.deepEqual(errors, [])
})

test('teams, working groups and project groups become teams, with who is above them, in them and leads them', () => {
  assert.deepEqual(documentOf('Team/runtime'), {
    kind: 'Team',
    id: 'runtime',
    name: 'Runtime team',
    description: 'Builds the runtime and keeps it fast',
    type: 'team',
    lead: 'ext:github:41001',
    members: {
      rule: 'person.inTeam("runtime-docs")',
      add: ['ext:github:41001', 'ext:github:41002', 'ext:github:41003', 'ext:github:41006'],
      mode: 'exact',
    },
    roles: {
      lead: ['ext:github:41001', 'ext:github:41002'],
      triage: ['ext:github:41003', 'ext:github:41006'],
      'release-notes': ['ext:github:41006'],
    },
  })
  const squad = documentOf('Team/wg-async')
  assert.ok(squad.kind === 'Team' && squad.type === 'squad' && squad.parent === 'runtime')
  const project = documentOf('Team/project-edition')
  assert.ok(project.kind === 'Team' && project.type === 'project')
})

test('people are named by the id of their account, with the name behind it for readers', () => {
  assert.match(textOf('teams/runtime.yaml'), /- ext:github:41003 # Wei Chen \(weichen\)\n/)
  assert.match(textOf('teams/runtime.yaml'), /^# From teams\/runtime\.toml\.\n/)
  assert.match(textOf('teams/runtime.yaml'), /# Sorts new issues\n +triage:/)
})

test('everybody is in users.csv; an address that is switched off or encrypted is none', () => {
  const lines = textOf('users.csv').trimEnd().split('\n')
  assert.equal(lines.length, 10)
  assert.ok(lines.includes('41001,noorh,Noor Haddad,noor@harbour.example'))
  assert.ok(lines.includes('41004,ama-b,Ama Boateng,'))
  assert.ok(lines.includes('41005,irisdg,Iris de Groot,'))
  assert.ok(lines.includes('41006,jpark,"Jonah ""JP"" Park",jonah@harbour.example'))
})

test('marker teams, mailing lists and chat groups become groups', () => {
  assert.deepEqual(membersOf('Group/bots'), { add: ['ext:github:41006'], mode: 'exact' })
  assert.equal(
    membersOf('Group/leads')?.rule,
    ['runtime-docs', 'runtime', 'wg-async'].map((id) => `person.hasRole("${id}", "lead")`).join(' || '),
  )
  assert.deepEqual(membersOf('Group/list-runtime'), {
    rule: 'person.inTeam("runtime") || person.inTeam("runtime-docs") || person.inTeam("wg-async")',
    add: ['ext:github:41007'],
    mode: 'exact',
  })
  assert.match(textOf('groups/list-runtime.yaml'), /# Beside people also: archive@elsewhere\.example/)
  assert.deepEqual(membersOf('Group/zulip-t-runtime')?.remove, ['ext:github:41006'])
})

test('past members, and those of archived teams, are in groups of alumni; all alumni are in one while they are in no team', () => {
  assert.deepEqual(documentOf('Group/runtime-alumni'), {
    kind: 'Group',
    id: 'runtime-alumni',
    name: 'Alumni of Runtime team',
    members: { add: ['ext:github:41009'], mode: 'exact' },
  })
  const archived = ['ext:github:41009', 'ext:github:41001', 'ext:github:41008']
  assert.deepEqual(membersOf('Group/wg-parser-alumni')?.add, archived)
  assert.equal(
    membersOf('Group/alumni')?.rule,
    '(person.memberOf("runtime-alumni") || person.memberOf("wg-parser-alumni")) && ' +
      '!(person.inTeam("project-edition") || person.inTeam("runtime-docs") || person.inTeam("runtime") || person.inTeam("wg-async"))',
  )
})

test('permissions, teams of GitHub and access to repositories become policies', () => {
  const policy = (id: string) => {
    const one = documentOf(`AccessPolicy/${id}`)
    return one.kind === 'AccessPolicy' ? [one.grants.target, one.grants.entitlement, one.assigned] : []
  }
  assert.deepEqual(policy('bors-runtime-review'), ['bors', 'runtime/review', 'person.inTeam("runtime")'])
  assert.deepEqual(policy('crater-use'), ['crater', 'use', 'person.hasRole("runtime", "lead")'])
  assert.deepEqual(policy('github-harbour-team-runtime'), [
    'github',
    'harbour/team/runtime',
    'person.inTeam("runtime") || person.memberOf("bots")',
  ])
  assert.deepEqual(policy('github-harbour-runtime-write'), [
    'github',
    'harbour/runtime/write',
    'person.inTeam("runtime")',
  ])
  assert.deepEqual(policy('perf-use'), ['perf', 'use', 'person.memberOf("has-perf-use")'])
  assert.deepEqual(membersOf('Group/has-perf-use'), {
    rule: 'person.inTeam("runtime")',
    add: ['ext:github:41004'],
    mode: 'exact',
  })
})

test('what could not be brought along is said, and what cannot be read does not stop the rest', () => {
  assert.deepEqual(imported.remarks, ['teams/project-edition.toml names ghost, who has no file in people/: left out.'])
  const broken = [
    { path: 'teams/broken.toml', text: 'name = ' },
    { path: 'people/no-id.toml', text: 'name = "X"' },
  ]
  const { remarks, files } = importRustTeam([...readFolder(), ...broken], { directory: 'GitHub' })
  assert.match(remarks.join('\n'), /teams\/broken\.toml could not be read: /)
  assert.match(remarks.join('\n'), /people\/no-id\.toml could not be read: github: /)
  assert.deepEqual(files, imported.files)
})

test('a team that takes in very many others asks groups that hold a part of them each', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    path: `teams/t-${index}.toml`,
    text: `name = "t-${index}"\n[people]\nleads = []\nmembers = []\n`,
  }))
  const { files } = importRustTeam([...readFolder(), ...many], { directory: 'GitHub' })
  const all = files.find(({ path }) => path === 'groups/all.yaml')?.text ?? ''
  assert.match(all, /person\.memberOf\("all-part-1"\) \|\| person\.memberOf\("all-part-2"\)/)
  const loaded = loadDocuments(documentsOf(files))
  assert.deepEqual([...loaded.findings, ...checkDocuments(loaded.documents, { today: '2026-11-22' })], [])
})
