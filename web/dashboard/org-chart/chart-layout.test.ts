import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardSize, layOutChart } from './chart-layout.ts'
import type { ShownCard } from './chart-model.ts'

/** A company of so many levels, in which everybody has a number of reports that their place decides. */
function company(levels: number, id = '1'): ShownCard {
  const width = levels === 0 ? 0 : 1 + ((id.length * 7 + Number(id.at(-1))) % 9)
  return { id, below: Array.from({ length: width }, (_, index) => company(levels - 1, `${id}.${index + 1}`)) }
}

test('no card lies upon another, and everybody stands below the one to whom they report', () => {
  for (const levels of [0, 1, 2, 3]) {
    const { cards, lines } = layOutChart([company(levels), company(levels, '2')])
    for (const [index, one] of cards.entries()) {
      for (const other of cards.slice(index + 1)) {
        const isApart =
          Math.abs(one.x - other.x) >= cardSize.width + 8 || Math.abs(one.y - other.y) >= cardSize.height + 8
        assert.ok(isApart, `${one.id} and ${other.id} of ${levels} levels`)
      }
    }
    assert.equal(lines.length, cards.length - 2)
    const heights = new Map(cards.map(({ id, y }) => [id, y]))
    for (const { id } of lines) {
      const [above = '', below = ''] = id.split('/')
      assert.equal(below.slice(0, below.lastIndexOf('.')), above)
      assert.ok((heights.get(above) ?? 0) < (heights.get(below) ?? 0))
    }
  }
})

test('a manager of forty is a few columns wide', () => {
  const below = Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, below: [] }))
  const { width, height } = layOutChart([{ id: 'm', below }])
  assert.ok(width < 7 * (cardSize.width + 20), `${width}`)
  assert.ok(height < 10 * (cardSize.height + 20), `${height}`)
})
