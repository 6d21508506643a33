import type { UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import {
  type FoundRecord,
  findRecordsByName,
  moveLastNumber,
  readLastNumber,
  writeRecords,
} from '../../store/source-records.ts'
import { noteProblems } from '../../store/sync-problems.ts'
import type { RefusedPart } from './page-parts.ts'
import { addPageSightings, type PageWork } from './page-work.ts'
import type { RunContext } from './run-context.ts'

/**
 * Notes records that cannot be taken: each is a problem, what is stored of it stays, and it is not taken for absent. One that
 * lacks its id may still be known by its name.
 */
export async function prepareRefused(context: RunContext, part: RefusedPart, page: number | null): Promise<PageWork> {
  const { run, database, platform } = context
  const refused = [...new Map(part.records.map(toStorable).map((one) => [`${one.kind} ${one.id}`, one])).values()]
  const names = refused.flatMap(({ id, name }) => [id, caseKey(name)])
  const [stored, last] = await Promise.all([
    findRecordsByName(database, run, [...new Set(names)]),
    readLastNumber(database, run),
  ])
  const records = toRecords(refused, stored, last)
  const at = platform.clock.now()
  const problems = refused.map((one) => ({
    ...{ id: platform.newId('problem', at), kind: one.kind, sourceId: one.id, code: one.code },
    ...{ text: one.text, name: one.name, record: null, isRetried: false },
  }))
  const numbers = records.map(({ number }) => number)
  return {
    steps: [],
    settle: () => ({
      counted: { refused: refused.length },
      write: (on) =>
        Promise.all([
          writeRecords(on, run, records),
          moveLastNumber(
            on,
            run,
            numbers.filter((number) => number > last),
          ),
          addPageSightings(context, on, { page, sightings: [{ numbers: `{${numbers.join()}}` }] }),
          noteProblems(on, { ...run, at }, problems),
        ]),
      again: null,
    }),
  }
}

/** Their source records, to be looked at again next time. Two of one id, of which one was taken, have one. */
function toRecords(refused: readonly UnreadableRecord[], stored: ReadonlyMap<string, FoundRecord>, last: number) {
  let number = last
  const records = refused.map(({ kind, id, name }) => {
    const known = stored.get(id) ?? stored.get(caseKey(name))
    if (known?.kind !== kind) return { kind, sourceId: id, number: ++number, alias: null, objectId: null, hash: null }
    const { sourceId, alias, objectId } = known
    return { kind, sourceId, number: known.number, alias, objectId, hash: null }
  })
  return [...new Map(records.map((record) => [`${record.kind} ${record.sourceId}`, record])).values()]
}

function toStorable(record: UnreadableRecord): UnreadableRecord {
  const { id, name, text } = record
  return { ...record, id: storable(id), name: storable(name), text: storable(text) }
}

/** A text as PostgreSQL takes it: without NUL, without halves of characters, and not too long for an index. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed().slice(0, 500)
}
