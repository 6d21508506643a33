import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as server from '../../../src/model/contrast.ts'
import { contrastWithWhite, nearestReadable } from './contrast.ts'

test('the preview judges a colour as the server does', () => {
  for (const colour of ['#000000', '#ffffff', '#1d4ed8', '#ffcc00', '#777777', '#00ff00', '#ff00ff', '#7fa7ff']) {
    assert.equal(contrastWithWhite(colour).toFixed(6), server.contrastWithWhite(colour).toFixed(6), colour)
    assert.equal(nearestReadable(colour), server.nearestReadable(colour), colour)
  }
})
