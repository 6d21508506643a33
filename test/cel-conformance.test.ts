import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { celConformanceDocument } from '../scripts/cel-conformance-document.ts'
import { conformanceCases } from './cel-conformance/conformance-case.ts'
import { deviations } from './cel-conformance/deviations.ts'
import { passes } from './cel-conformance/run-case.ts'

const files = await conformanceCases()

test('what an expression gives is what CEL gives, but for the deviations of our profile', () => {
  const expected = new Map<string, Set<string>>()
  for (const { cases } of deviations) {
    for (const [file, names] of Object.entries(cases))
      expected.set(file, new Set([...(expected.get(file) ?? []), ...names]))
  }
  for (const [file, cases] of files) {
    const differing = cases.filter((one) => !passes(one)).map(({ name }) => name)
    assert.deepEqual(differing.sort(), [...(expected.get(file) ?? [])].sort(), file)
  }
  assert.ok([...files.values()].flat().length > 700)
})

test('every case has a name of its own', () => {
  for (const [file, cases] of files) {
    const names = cases.map(({ name }) => name)
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) < at),
      [],
      file,
    )
  }
})

test('the page about conformance says what is so now; if not, run npm run docs', async () => {
  const page = await readFile(new URL('../docs/reference/cel-conformance.md', import.meta.url), 'utf8')
  assert.equal(page, await celConformanceDocument())
})
