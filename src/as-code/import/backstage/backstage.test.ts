import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { checkDocuments } from '../../check/check-documents.ts'
import { loadDocuments, type SourceFile } from '../../load/load-documents.ts'
import { exportBackstage } from './export-backstage.ts'
import { importBackstage } from './import-backstage.ts'

const fixture = (path: string) => ({
  path,
  text: readFileSync(new URL(`../../../../test/as-code/backstage/${path}`, import.meta.url), 'utf8'),
})
const catalog = [fixture('org.yaml'), fixture('users.yaml')]
const load = (files: readonly SourceFile[]) => loadDocuments(files.filter(({ path }) => path.endsWith('.yaml')))
const imported = importBackstage(catalog, { directory: 'Backstage' })

function documentsOf(files: readonly SourceFile[]) {
  const { documents, findings } = load(files)
  const found = [...findings, ...checkDocuments(documents, { today: '2026-11-22' })]
  // Backstage names people by their addresses, and a check says that these can change hands.
  assert.deepEqual(
    found.filter(({ name }) => name !== 'mutable_reference'),
    [],
  )
  return new Map(documents.map((one) => [one.address as string, one.document]))
}

test('parts of the organization chart become org units, other groups teams, whichever side a relation is written on', () => {
  const documents = documentsOf(imported.files)
  assert.deepEqual(
    [...documents.keys()],
    [
      'Directory/backstage',
      'Settings/settings',
      'OrgUnit/engineering',
      'OrgUnit/harbour',
      'Team/contractors-support',
      'Team/runtime-docs',
      'Team/runtime',
    ],
  )
  assert.deepEqual(documents.get('OrgUnit/engineering'), {
    kind: 'OrgUnit',
    id: 'engineering',
    name: 'Engineering',
    parent: 'harbour',
    members: { add: [], mode: 'exact' },
  })
  assert.deepEqual(documents.get('Team/runtime'), {
    kind: 'Team',
    id: 'runtime',
    name: 'Runtime',
    type: 'squad',
    orgUnit: 'engineering',
    members: { add: ['mail:noor@harbour.example', 'ext:backstage:wei.chen'], mode: 'exact' },
  })
  const docs = documents.get('Team/runtime-docs')
  assert.ok(docs?.kind === 'Team')
  assert.deepEqual([docs.parent, docs.members?.add], ['runtime', ['mail:noor@harbour.example']])
})

test('a department below a team is a team, for an org unit is below org units only', () => {
  const support = documentsOf(imported.files).get('Team/contractors-support')
  assert.ok(support?.kind === 'Team')
  assert.deepEqual([support.parent, support.members?.add], ['runtime', ['mail:sofia@harbour.example']])
})

test('who asks for other types of org units gets these', () => {
  const { files } = importBackstage(catalog, { directory: 'Backstage', orgTypes: ['organization'] })
  const engineering = documentsOf(files).get('Team/engineering')
  assert.ok(engineering?.kind === 'Team' && engineering.orgUnit === 'harbour')
})

test('what is named and not there is said, and a loop is not closed', () => {
  assert.deepEqual(imported.remarks, [
    'users.yaml: wei.chen is in group:default/nowhere, which is not there: left out.',
  ])
  const loop = ['a', 'b'].map((name, index) => {
    const spec = { type: 'team', parent: index === 0 ? 'b' : 'a', children: [] }
    return { path: `${name}.yaml`, text: JSON.stringify({ kind: 'Group', metadata: { name }, spec }) }
  })
  const { files, remarks } = importBackstage(loop, { directory: 'Backstage' })
  assert.match(remarks.join('\n'), /would make a loop: left out/)
  assert.equal(documentsOf(files).size, 4)
  const broken = importBackstage([{ path: 'x.yaml', text: 'kind: [Group' }, ...catalog], { directory: 'Backstage' })
  assert.match(broken.remarks[0] ?? '', /^x\.yaml could not be read: /)
  assert.deepEqual(broken.files, imported.files)
})

test('what is exported comes back as it was', () => {
  const documents = [...documentsOf(imported.files).values()]
  const people = [
    { id: 'person_1', name: 'Noor Haddad', mail: 'noor@harbour.example' },
    { id: 'person_2', name: 'Wei Chen', mail: 'wei@harbour.example' },
    { id: 'person_3', name: 'Wei Other', mail: 'wei@quay.example' },
  ]
  const members: Readonly<Record<string, readonly string[]>> = {
    'OrgUnit/harbour': ['person_1', 'person_2', 'person_3'],
    'OrgUnit/engineering': ['person_1', 'person_2'],
    'Team/runtime': ['person_1'],
    'Team/runtime-docs': ['person_2'],
  }
  const exported = exportBackstage({ documents, people, membersOf: ({ kind, id }) => members[`${kind}/${id}`] ?? [] })
  const users = exported.find(({ path }) => path === 'users.yaml')?.text ?? ''
  assert.match(users, /name: wei\n[\s\S]*name: wei-2\n/)
  const again = importBackstage(exported, { directory: 'Backstage' })
  assert.deepEqual(again.remarks, [])
  const back = documentsOf(again.files)
  const placeOf = (address: string) => {
    const one = back.get(address)
    if (one?.kind === 'Team') return [one.name, one.type, one.parent ?? one.orgUnit, one.members?.add]
    return one?.kind === 'OrgUnit' ? [one.name, one.parent, one.members?.add] : one
  }
  assert.deepEqual(placeOf('OrgUnit/harbour'), ['Harbour', undefined, ['mail:wei@quay.example']])
  assert.deepEqual(placeOf('Team/runtime'), ['Runtime', 'squad', 'engineering', ['mail:noor@harbour.example']])
  assert.deepEqual(placeOf('Team/runtime-docs'), ['runtime-docs', 'team', 'runtime', ['mail:wei@harbour.example']])
})

test('an org unit and a team of one id are told apart', () => {
  const documents = [
    { kind: 'OrgUnit', id: 'platform' },
    { kind: 'Team', id: 'platform', orgUnit: 'platform' },
  ] as const
  const [org] = exportBackstage({ documents, people: [], membersOf: () => [] })
  assert.match(org?.text ?? '', /name: platform-team\n[\s\S]*parent: platform\n/)
})
