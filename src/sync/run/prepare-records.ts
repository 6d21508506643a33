import type { Queryable } from '../../store/database.ts'
import { joinNumbers, type Sighting } from '../../store/sightings.ts'
import { readLastNumber } from '../../store/source-records.ts'
import { type ComparedPart, compareRecordsPart } from './compare-records-part.ts'
import type { RecordsPart } from './page-parts.ts'
import { addPageSightings, type PageWork, sumCounts } from './page-work.ts'
import { type ChangedRecord, planRecords } from './plan-records.ts'
import type { RunContext } from './run-context.ts'
import { settleRecords } from './settle-records.ts'

/** Where records come from. `page` null: it was no listing that showed them. `compared`: what is known of them, if it is known. */
export type RecordsOrigin = { readonly page: number | null; readonly compared: ComparedPart | undefined }

/**
 * Makes of users and groups what is to be written. Those that are as they were cost a hash and a look-up, and a page of
 * nothing else is written without the directory's lock.
 */
export async function prepareRecords(
  given: RunContext,
  part: RecordsPart,
  { page, compared }: RecordsOrigin,
): Promise<PageWork> {
  const { users, groups, changed, context } = compared ?? (await compareRecordsPart(given, part))
  const unchanged = { unchanged: users.unchanged + groups.unchanged, outOfScope: users.unchangedWithoutObject }
  const numbered = await giveNumbers(context, changed)
  const sightings = sightingsOf([users.unchangedNumbers, groups.unchangedNumbers], numbered)
  const see = (on: Queryable) => addPageSightings(context, on, { page, sightings })
  if (changed.length === 0) return { steps: [], settle: () => ({ counted: unchanged, write: see, again: null }) }
  const planned = await planRecords(context, numbered, part)
  return {
    steps: planned.steps,
    settle(results) {
      const settled = settleRecords(context, planned, results)
      const counted = sumCounts([unchanged, settled.counted])
      return { ...settled, counted, write: (on) => Promise.all([see(on), settled.write(on)]) }
    },
  }
}

/** New records get the numbers after the last one, which is asked for only where there are any. */
async function giveNumbers(
  { database, run }: RunContext,
  changed: ComparedPart['changed'],
): Promise<readonly ChangedRecord[]> {
  const hasNew = changed.some(({ stored }) => stored === null)
  let last = hasNew ? await readLastNumber(database, run) : 0
  return changed.map((one) => ({ ...one, number: one.stored?.number ?? ++last }))
}

function sightingsOf(unchanged: readonly (string | null)[], changed: readonly ChangedRecord[]): readonly Sighting[] {
  const numbers = joinNumbers(
    changed.map(({ number }) => number),
    unchanged,
  )
  return numbers === null ? [] : [{ numbers }]
}
