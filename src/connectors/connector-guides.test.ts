import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectorGuide, parseConnectorGuide } from './connector-guides.ts'
import { connectors } from './connectors.ts'

test('every connector has a guide that can be shown step by step', () => {
  for (const { type } of connectors) {
    const { needs, introduction, steps } = connectorGuide(type)
    assert.ok(needs.minutes > 0 && introduction.length > 0, type)
    assert.ok(steps.length >= 2, type)
    for (const { title, text } of steps) assert.ok(title.length < 60 && text.length > 0, `${type}: ${title}`)
  }
})

const front = '---\nminutes: 15\nrole: Administrator\n---\n\n'
const rest = '## In Muster\n\nb\n\n## What the checks mean\n\nc\n\n## What is read\n\nd\n'

test('a guide is taken apart, and what does not belong to one is refused', () => {
  const start = '## Before you start\n\nHave a key.\n\n'
  const guide = parseConnectorGuide(`${front}${start}## In Acme\n\n1. **Make a key.** Here.\n\n   Or there.\n\n${rest}`)
  assert.deepEqual(guide.steps, [{ title: 'Make a key', text: 'Here.\n\nOr there.' }])
  assert.deepEqual([guide.introduction, guide.checks, guide.whatIsRead], ['Have a key.', 'c', 'd'])
  assert.ok(guide.text.startsWith('## Before you start'))
  assert.throws(() => parseConnectorGuide(`${front}${start}## In Acme\n\n1. Make a key.\n\n${rest}`), /Step 1/)
  assert.throws(() => parseConnectorGuide(`${front}${start}${rest}`), /The sections are/)
  assert.throws(
    () => parseConnectorGuide(`---\nminutes: 15\n---\n\n${start}## In Acme\n\n1. **A.** b\n\n${rest}`),
    /role/,
  )
})
