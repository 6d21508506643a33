import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkDocuments } from '../../src/as-code/check/check-documents.ts'
import { loadDocuments } from '../../src/as-code/load/load-documents.ts'
import { runTests } from '../../src/as-code/test/run-tests.ts'
import { generateCompany, generateStudio } from '../../src/demo/company/generate-company.ts'
import { halfPlans, studioPlan } from '../../src/demo/company/structure.ts'

const folder = fileURLToPath(new URL('../../examples/company/', import.meta.url))
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
const { documents, findings } = loadDocuments(
  paths.map((path) => ({ path, text: readFileSync(folder + path, 'utf8') })),
)

test('the example has nothing wrong with it', () => {
  assert.deepEqual([...findings, ...checkDocuments(documents, { today: '2026-11-22' })], [])
})

test('its tests pass', () => {
  const results = runTests(documents, new Date('2026-11-22T12:00:00Z'))
  assert.ok(results.length >= 15)
  assert.deepEqual(
    results.filter(({ passed }) => !passed),
    [],
  )
})

test('everybody whom it names is of the demo company, under the name that stands behind the number', () => {
  const people = new Map(
    [...generateCompany(), generateStudio()].flatMap((half) =>
      half.people.map(({ employeeNumber, displayName }) => [employeeNumber, displayName] as const),
    ),
  )
  for (const path of paths.filter((each) => !each.startsWith('tests/'))) {
    for (const [, number = '', name] of readFileSync(folder + path, 'utf8').matchAll(/emp:(\w+)(?: # ([^,\n]+))?/g)) {
      assert.ok(people.has(number), `${path}: ${number}`)
      if (name !== undefined) assert.equal(name, people.get(number), path)
    }
  }
})

test('every department of the demo has an org unit', () => {
  const rules = documents.flatMap(({ document }) => (document.kind === 'OrgUnit' ? [document.members?.rule ?? ''] : []))
  for (const { name } of [...halfPlans, studioPlan].flatMap(({ departments }) => departments))
    assert.ok(
      rules.some((rule) => rule.includes(`person.department == "${name}"`)),
      name,
    )
})
