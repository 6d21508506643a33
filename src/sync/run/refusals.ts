import { AppError } from '../../errors.ts'
import type { SourceGroup, SourceUser } from '../../model/source-record.ts'
import type { NewProblem } from '../../store/sync-problems.ts'
import type { ChangedRecord } from './plan-records.ts'
import type { RunContext } from './run-context.ts'

/** The problem of a record that the directory has refused: it is kept, and tried again by and by. */
export function refusalOf({ platform }: RunContext, { kind, record }: ChangedRecord, error: unknown): NewProblem {
  return {
    id: platform.newId('problem', platform.clock.now()),
    kind,
    sourceId: record.id,
    code: error instanceof AppError ? error.code : 'internal_error',
    text: error instanceof Error ? error.message : String(error),
    name: nameOf(record),
    record,
    isRetried: true,
  }
}

function nameOf(record: SourceUser | SourceGroup): string {
  if ('name' in record) return record.name
  return record.alias ?? record.id
}
