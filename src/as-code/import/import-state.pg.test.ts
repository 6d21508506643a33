import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { makeDirectory } from '../../testing/directories.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { loadDocuments, type SourceFile } from '../load/load-documents.ts'
import { makePlan } from '../plan/make-plan.ts'
import { readPlanWorld } from '../plan/plan-world.ts'
import { importState } from './import-state.ts'
import { importRustTeam } from './rust-team/import-rust-team.ts'

const exampleFolder = fileURLToPath(new URL('../../../examples/company/', import.meta.url))
const rustFolder = fileURLToPath(new URL('../../../test/as-code/rust-team/', import.meta.url))

function filesOf(folder: string, ending: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(folder + path, 'utf8') }))
}

function load(files: readonly SourceFile[]) {
  const { documents, findings } = loadDocuments(files.filter(({ path }) => path.endsWith('.yaml')))
  assert.deepEqual(findings, [])
  return documents
}

type Loaded = ReturnType<typeof load>

async function planOf(clone: TestDatabase, organizationId: string, documents: Loaded) {
  const at = ({ file, line }: Loaded[number]) => ({ repository: null, commit: null, file, line })
  const wanted = documents.map((one) => ({ document: one.document, at: at(one) }))
  const request = {
    organizationId,
    wanted,
    repository: null,
    isFollowed: false,
    allowed: [],
    noRemovals: false,
    id: null,
  }
  const world = await readPlanWorld(clone.database, organizationId)
  const { plan } = await makePlan(world, { ...request, findings: [], tests: [], now: new Date() })
  return plan
}

async function importNow(clone: TestDatabase, organizationId: string) {
  const objects = await readOverlayObjects(clone.database, organizationId)
  const nameOf = (reference: string) => `Name of ${reference}`
  return importState({ organization: 'Acme', objects, directories: [], nameOf })
}

test('what is in effect is imported, and a plan of it is empty', async () => {
  await using clone = await createTestDatabase()
  const { organizationId } = await makeDirectory(clone.database)
  const documents = load(filesOf(exampleFolder, '.yaml')).filter(({ document }) => document.kind !== 'Directory')
  await putDocuments(clone.database, organizationId, { documents: documents.map(({ document }) => document) })
  const { files, remarks } = await importNow(clone, organizationId)
  assert.deepEqual(remarks, [])
  const text = files.find(({ path }) => path === 'teams/platform.yaml')?.text ?? ''
  assert.match(text, /^# From Team\/platform\.yaml\.\n/)
  assert.match(text, /lead: emp:H10008 # Name of emp:H10008\n/)
  assert.match(text, /- emp:Q2044 # Name of emp:Q2044\n/)
  const plan = await planOf(clone, organizationId, load(files))
  assert.deepEqual(plan.changes, [])
})

test('a repository of the shape of rust-lang/team becomes an organization, of which a plan is empty', async () => {
  await using clone = await createTestDatabase()
  const { organizationId, directoryId } = await makeDirectory(clone.database)
  const imported = load(importRustTeam(filesOf(rustFolder, '.toml'), { directory: directoryId }).files)
  const first = await planOf(clone, organizationId, imported)
  assert.equal(first.summary.create, imported.length)
  await putDocuments(clone.database, organizationId, { documents: imported.map(({ document }) => document) })
  assert.deepEqual((await planOf(clone, organizationId, imported)).changes, [])
  const again = load((await importNow(clone, organizationId)).files)
  assert.deepEqual((await planOf(clone, organizationId, again)).changes, [])
})

test('where nothing is written as code yet, an import begins it with settings and a document for each directory', () => {
  const { files } = importState({
    organization: 'Acme',
    objects: [{ document: { kind: 'Team', id: 'platform' }, managedBy: null }],
    directories: [
      { id: 'directory_1', name: 'Acme: Okta', type: 'okta scim v2.0' },
      { id: 'directory_2', name: 'Acme Okta', type: 'okta scim v2.0' },
    ],
    nameOf: () => null,
  })
  assert.deepEqual(
    files.map(({ path }) => path),
    ['directories/acme-okta-2.yaml', 'directories/acme-okta.yaml', 'muster.yaml', 'teams/platform.yaml'],
  )
  assert.match(files[1]?.text ?? '', /directory: directory_1 # Acme: Okta\n/)
  assert.equal(load(files).length, 4)
})
