import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted } from './counted-text.ts'
import { states } from './states.ts'
import { sharedDe } from './strings.de.ts'
import { sharedEn } from './strings.en.ts'
import { sharedEs } from './strings.es.ts'

test('every state has a word in every language', () => {
  for (const { locale, states: words } of [sharedEn, sharedDe, sharedEs]) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(states).sort(), locale)
    for (const [state, word] of Object.entries(words)) assert.ok(word.length > 0, `${locale} ${state}`)
  }
})

test('a text with a number is in the form that the number asks for', () => {
  assert.equal(counted(sharedEn.list.count, 1, 'en'), '1 entry')
  assert.equal(counted(sharedDe.list.count, 2140, 'de'), '2.140 Einträge')
  assert.equal(counted(sharedEs.list.count, 0, 'es'), '0 entradas')
})
