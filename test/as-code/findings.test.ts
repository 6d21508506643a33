import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import { fillAsCodeDocument, fillFindingsDocument } from '../../scripts/as-code-document.ts'
import { furtherExamples, kindExamples } from '../../scripts/as-code-examples.ts'
import { configTypes } from '../../scripts/config-types.ts'
import { checkDocuments } from '../../src/as-code/check/check-documents.ts'
import { readPeople } from '../../src/as-code/check/people-data.ts'
import { type Finding, sortFindings } from '../../src/as-code/load/finding.ts'
import { findingList } from '../../src/as-code/load/finding-list.ts'
import type { FindingKind } from '../../src/as-code/load/finding-list-files.ts'
import { loadDocuments, type SourceFile } from '../../src/as-code/load/load-documents.ts'
import { anyKindSchema, schemaFiles } from '../../src/as-code/schema/editor-schemas.ts'
import { runTests } from '../../src/as-code/test/run-tests.ts'
import { type FindingCase, readFindingCases } from './read-cases.ts'

const cases = readFindingCases()
const kinds = Object.values<FindingKind>(findingList)

/** Of files of the folder, not of what is in them: src/as-code/load/read-folder.test.ts. */
const ofFolders = ['MC010', 'MC011', 'MC012']

for (const each of cases) {
  test(each.name, () => {
    const found = findingsOf(each)
    const list = found.map(({ file, line, column, severity, code, text }) => ({
      at: `${file}:${line}:${column}`,
      [severity]: code,
      text,
    }))
    const places = list.map(({ text: _, ...place }) => place)
    assert.deepEqual(
      places,
      each.findings.map(({ says: _, not: __, ...place }) => place),
      JSON.stringify(list, null, 2),
    )
    for (const [index, { says, not }] of each.findings.entries()) {
      const { text = '' } = list[index] ?? {}
      assert.ok(text.includes(says), `${text}\ndoes not say: ${says}`)
      assert.ok(not === undefined || !text.includes(not), `${text}\nmust not say: ${not}`)
    }
  })
}

function findingsOf({ files, today, people, coverage, everybody, change }: FindingCase): Finding[] {
  const known = everybody && readPeople(everybody)
  assert.notEqual(known, null)
  const { documents, findings } = loadDocuments(Object.entries(files).map(([path, text]) => ({ path, text })))
  const options = {
    today,
    ...(people && { people: new Set(people) }),
    ...(coverage && { coverage }),
    ...(known && { everybody: known.everybody }),
    ...(change && { change }),
  }
  return sortFindings([...findings, ...checkDocuments(documents, options)])
}

test('every finding has a case in which it is found', () => {
  const expected = new Set(cases.flatMap(({ findings }) => findings.map(({ error, warning }) => error ?? warning)))
  const missing = kinds.filter(({ code }) => !expected.has(code) && !ofFolders.includes(code))
  assert.deepEqual(
    missing.map(({ code }) => code),
    [],
  )
  assert.ok(cases.length >= 40, `${cases.length} cases`)
})

test('every finding has a code of its own, and its text and its reason are sentences', () => {
  assert.equal(new Set(kinds.map(({ code }) => code)).size, kinds.length)
  for (const { code, text, why } of kinds) {
    assert.match(code, /^MC\d{3}$/)
    assert.match(why, /^[A-Z`"].*\.$/, code)
    assert.match(text, /[.}]$/, code)
  }
})

test('the examples of the reference are an organization of which nothing is to be said, and its cases pass', () => {
  const files: SourceFile[] = [...Object.values(kindExamples), ...furtherExamples]
  const { documents, findings } = loadDocuments(files)
  assert.deepEqual([...findings, ...checkDocuments(documents, { today: '2026-11-22' })], [])
  const results = runTests(documents, new Date('2026-11-22T12:00:00Z'))
  assert.deepEqual(
    results.flatMap(({ failures }) => failures),
    [],
  )
  assert.equal(results.length, 2)
})

test('editors find with the schemas what the loader finds: examples fit them, mistakes of cases do not', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const isDocument = ajv.compile(anyKindSchema())
  for (const { path, text } of Object.values(kindExamples))
    assert.ok(isDocument(parse(text)), `${path}: ${JSON.stringify(isDocument.errors)}`)
  const ofSchema = cases.filter(
    ({ findings }) => findings.length > 0 && findings.every(({ error = '' }) => /^MC10[1-5]$/.test(error)),
  )
  for (const { name, files } of ofSchema) {
    const documents = Object.values(files).map((text): unknown => parse(text))
    assert.ok(
      documents.some((document) => !isDocument(document)),
      name,
    )
  }
})

test('what only a plan can find is told in the reference, too', () => {
  const folder = new URL('../../src/as-code/plan/', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const codes = sources.flatMap((path) => readFileSync(new URL(path, folder), 'utf8').match(/\bMP\d{3}\b/g) ?? [])
  const page = readFileSync(new URL('../../docs/reference/findings.md', import.meta.url), 'utf8')
  for (const code of codes) assert.ok(page.includes(`| ${code} |`), code)
})

test('the reference of kinds and findings, the schemas and the types are those of the code: "npm run docs" was run', () => {
  const stored = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  const reference = stored('docs/reference/as-code.md')
  assert.equal(fillAsCodeDocument(reference), reference)
  const findings = stored('docs/reference/findings.md')
  assert.equal(fillFindingsDocument(findings), findings)
  assert.equal(configTypes(), stored('src/define/documents.ts'))
  for (const { path, text } of schemaFiles()) assert.equal(text, stored(`docs/schemas/${path}`), path)
})
