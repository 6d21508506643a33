import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { checkExpression } from './compile-expression.ts'
import { expressionFunctions } from './functions.ts'

const page = await readFile(new URL('../../docs/reference/expressions.md', import.meta.url), 'utf8')

test('the examples of the documentation are expressions, and it names every function', () => {
  const examples = page
    .slice(page.indexOf('## Examples'))
    .split('\n')
    .flatMap((line) => /\| `(.*)` \|$/.exec(line)?.[1]?.replaceAll('\\|', '|') ?? [])
  const first = page.split('```')[1]?.trim().split('\n') ?? []
  assert.ok(examples.length > 5 && first.length > 2)
  for (const text of [...examples, ...first]) {
    assert.equal(checkExpression(text, { variables: { user: 'any' } }), null, text)
  }
  for (const name of Object.keys(expressionFunctions)) assert.ok(page.includes(`${name}(`), name)
})
