import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedValues, timelineDays } from './timeline-days.ts'

test('what happened on one day stands together, and nothing changes its order', () => {
  const at = (day: number, hour: number) => ({ at: new Date(2026, 10, day, hour).toISOString() })
  const days = timelineDays([at(5, 23), at(5, 0), at(4, 12), at(2, 1)])
  assert.deepEqual(
    days.map(({ day, entries }) => [day, entries.length]),
    [
      ['2026-11-05', 2],
      ['2026-11-04', 1],
      ['2026-11-02', 1],
    ],
  )
})

test('changes are compared by the names that people know', () => {
  assert.deepEqual(changedValues([{ attribute: 'custom_attributes.department_name', before: 'Sales', after: null }]), {
    before: { department_name: 'Sales' },
    after: { department_name: null },
  })
})
