import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDocuments } from './load-documents.ts'
import { fileLimits } from './read-yaml.ts'
import { weighYaml } from './weigh-yaml.ts'

const weigh = (text: string) => weighYaml(text, fileLimits)

test('a file that would take long to parse is known by its tokens', () => {
  assert.equal(weigh('['.repeat(900_000)), 'depth')
  assert.equal(weigh(`a: ${'{a: '.repeat(200_000)}`), 'depth')
  assert.equal(weigh('- '.repeat(400_000)), 'depth')
  assert.equal(weigh('? '.repeat(400_000)), 'depth')
  assert.equal(weigh('---\na: 1\n'.repeat(100_000)), 'documents')
  assert.equal(weigh('%a b\n'.repeat(100_000)), 'documents')
  assert.equal(weigh('a: b: c\n'.repeat(90_000)), 'values')
  assert.equal(weigh('#\n'.repeat(490_000)), 'values')
})

test('a long list, and a long text, are none of these', () => {
  const members = Array.from({ length: 40_000 }, (_, index) => `    - emp:${index}`).join('\n')
  assert.equal(weigh(`kind: Group\nid: all\nmembers:\n  mode: exact\n  add:\n${members}`), null)
  assert.equal(weigh(`a:\n${'  -\n'.repeat(20_000)}`), null)
  assert.equal(weigh(`a: ${'[x], '.repeat(10_000)}`), null)
  assert.equal(weigh(`a: ${'x '.repeat(400_000)}`), null)
})

test('of a file full of mistakes so many are told that somebody can read them', () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `key${index}: 1`).join('\n')
  const text = `kind: Group\nid: all\n${keys}\n`
  const { findings } = loadDocuments([{ path: 'a.yaml', text }])
  assert.equal(findings.length, 200)
  assert.equal(loadDocuments([{ path: 'a.yaml', text: text.replaceAll(' 1', '') }]).findings.length <= 401, true)
})
