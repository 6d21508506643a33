import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { furtherExamples, kindExamples } from '../../scripts/as-code-examples.ts'
import { checkDocuments } from '../../src/as-code/check/check-documents.ts'
import type { Finding } from '../../src/as-code/load/finding.ts'
import { loadDocuments, type SourceFile } from '../../src/as-code/load/load-documents.ts'
import { runTests } from '../../src/as-code/test/run-tests.ts'

const examples: readonly SourceFile[] = [...Object.values(kindExamples), ...furtherExamples]

/** All that is done with files before anything is planned. */
function goThrough(files: readonly SourceFile[]): Finding[] {
  const { documents, findings } = loadDocuments(files)
  const checked = checkDocuments(documents, { today: '2026-11-22' })
  if (![...findings, ...checked].some(({ severity }) => severity === 'error')) runTests(documents, new Date(0))
  return [...findings, ...checked]
}

const pieces = [
  '\n',
  ' ',
  '  ',
  ':',
  '- ',
  '[',
  '{',
  '}',
  ']',
  '"',
  "'",
  '&a ',
  '*a',
  '<<: ',
  '!!x ',
  '# ',
  '|',
  '---\n',
  '\t',
  '0',
]
const words = [
  '__proto__',
  'constructor',
  'null',
  '~',
  'kind',
  'id',
  'members',
  'person.memberOf("a")',
  'emp:1',
  '\u0000',
  '𝒳',
]

const edit = fc.record({
  file: fc.nat(examples.length - 1),
  at: fc.nat(900),
  length: fc.nat(12),
  text: fc.oneof(fc.constantFrom(...pieces, ...words), fc.string({ maxLength: 6 })),
})

test('files that were changed anywhere in any way are read without an exception, and each finding has its place in them', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const files = examples.map(({ path, text }) => ({ path, text }))
      for (const { file, at, length, text } of edits) {
        const changed = files[file]
        if (changed) changed.text = `${changed.text.slice(0, at)}${text}${changed.text.slice(at + length)}`
      }
      for (const { file, line, column, text } of goThrough(files)) {
        const source = files.find(({ path }) => path === file)
        assert.ok(source, file)
        assert.ok(line >= 1 && line <= source.text.split('\n').length, `${line}`)
        assert.ok(column >= 1)
        assert.doesNotMatch(text, /\{\w+\}|undefined|\[object/)
      }
    }),
    { numRuns: 400 },
  )
})

test('files that are made to take long or to blow up are refused', () => {
  const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n`
  const hostile: readonly (readonly [string, string])[] = [
    ['MC006', `kind: Group\nid: a\nname: ${'['.repeat(100_000)}`],
    ['MC006', `kind: Group\nid: a\nname: ${'{a: '.repeat(100_000)}`],
    ['MC006', `x: ${'y'.repeat(1_000_001)}`],
    ['MC006', `kind: PersonSchema\nattributes:\n${lines(50_001, (n) => `  a${n}: {type: text}\n`)}`],
    ['MC003', `kind: Group\nid: a\n${bomb}`],
    ['MC002', `kind: Group\nid: a\n${lines(20_000, () => 'name: a\n')}`],
    ['MC006', lines(2000, (n) => `---\nkind: Group\nid: g${n}\n`)],
    ['MC009', 'kind: Group\nid: a\n__proto__: { protect: true }\n'],
    ['MC101', 'kind: __proto__\nid: a\n'],
    ['MC101', 'kind: toString\nid: a\n'],
    ['MC009', 'kind: Team\nid: a\nroles: { __proto__: [emp:1] }\n'],
  ]
  for (const [code, text] of hostile) {
    const codes = goThrough([{ path: 'a.yaml', text }]).map((each) => each.code)
    assert.ok(codes.includes(code), `${text.slice(0, 60)} … gave ${[...new Set(codes)].join(', ')}, not ${code}`)
  }
})

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('')
}

test('where a name is wanted, keys and values are told of as such', () => {
  const text = 'kind: Settings\nformatVersion: 1\nowners:\n  - paths: [teams/**]\n    kinds: [{ Team: yes }]\n'
  const files = [
    { path: 'muster.yaml', text },
    { path: 'teams/a.yaml', text: 'kind: { Team: yes }\nid: a\n' },
  ]
  const texts = goThrough(files).map((finding) => finding.text)
  assert.match(texts.join('\n'), /"owners\.0\.kinds\.0" cannot be keys and values\. Possible: "?Settings/)
  assert.doesNotMatch(texts.join('\n'), /\[object/)
})
