import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrastWithWhite, nearestReadable, neededContrast } from './contrast.ts'

test('contrast is that of WCAG', () => {
  assert.equal(contrastWithWhite('#000000').toFixed(2), '21.00')
  assert.equal(contrastWithWhite('#ffffff').toFixed(2), '1.00')
  assert.equal(contrastWithWhite('#767676').toFixed(2), '4.54')
  assert.equal(contrastWithWhite('#777777').toFixed(2), '4.48')
})

test('a colour that can be read stays; another becomes the nearest darker shade of its hue that can', () => {
  assert.equal(nearestReadable('#1d4ed8'), '#1d4ed8')
  for (const colour of ['#ffffff', '#ffcc00', '#00ff00', '#ff00ff', '#7fa7ff']) {
    const found = nearestReadable(colour)
    assert.ok(contrastWithWhite(found) >= neededContrast, `${found} for ${colour}`)
    assert.ok(contrastWithWhite(found) < neededContrast + 0.4, `${found} for ${colour} is darker than it must be`)
  }
  assert.match(nearestReadable('#ffcc00'), /^#[\da-f]{4}00$/, 'yellow keeps having no blue')
})
