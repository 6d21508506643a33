import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { checkExpression } from './compile-expression.ts'
import { expressionFunctions } from './functions.ts'
import { personAttributeTypes } from './person-attribute-types.ts'
import { personCalls } from './person-calls.ts'
import { checkPersonRule } from './person-rule.ts'

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

test('the rules over people of the documentation are rules, and it names every call', () => {
  const part = page.slice(page.indexOf('## Rules over people'), page.indexOf('### From Entra'))
  const block = part.split('```')[1]?.trim().split('\n') ?? []
  const rows = [...part.matchAll(/^\| `(person\..*?)` \|/gm)].map(([, rule = '']) => rule)
  const calls = personCalls(
    { reads: new Set(), groups: new Set(), teams: new Set(), orgUnits: new Set(), people: new Set() },
    (ref) => ref,
  )
  assert.ok(block.length > 3 && rows.length === Object.keys(calls).length)
  for (const rule of [...block, ...rows]) {
    assert.equal(checkPersonRule(rule, { attributes: personAttributeTypes() })?.message, undefined, rule)
  }
  for (const name of Object.keys(personAttributeTypes())) assert.ok(part.includes(`\`${name}\``), name)
  for (const name of Object.keys(calls)) assert.ok(part.includes(`.${name}(`), name)
})
