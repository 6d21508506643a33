import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDocuments } from '../load/load-documents.ts'
import { checkDocuments } from './check-documents.ts'

const files = [
  {
    path: 'muster.yaml',
    text: 'kind: Settings\nformatVersion: 1\nowners:\n  - { paths: ["**"], by: [mallory@acme.example] }\n',
  },
  { path: 'policies/production.yaml', text: 'kind: Group\nid: production\n' },
]
const change = { author: ['mallory@acme.example'], files: files.map(({ path }) => path) }
const owners = [
  { paths: ['policies/**'], by: ['grace@acme.example'] },
  { paths: ['muster.yaml'], by: ['grace@acme.example'] },
]

function found(options: object): string[] {
  const { documents } = loadDocuments(files)
  return checkDocuments(documents, { today: '2026-11-22', change, ...options }).map(
    ({ name, file }) => `${name} ${file}`,
  )
}

test('whoever makes files their own by the change that changes them is held against those who own them until then', () => {
  assert.deepEqual(found({}), [])
  assert.deepEqual(found({ ownersInEffect: owners }), [
    'author_is_no_owner muster.yaml',
    'author_is_no_owner policies/production.yaml',
  ])
})
