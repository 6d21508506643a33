import type { CheckReport, Seen } from '../../connectors/connector.ts'
import type { JsonObject } from '../../model/json.ts'
import type { SourceGroup, SourceUser } from '../../model/source-record.ts'
import type { Openable } from '../../sync/open-source.ts'
import type { ApiContext } from '../api-context.ts'
import { withSource } from './with-source.ts'

/** Asks a source what the credential of a connection sees there, also of one that is not stored. */
export async function checkConnection(context: ApiContext, connection: Openable): Promise<CheckReport> {
  return withSource(context, connection, (source, signal) => source.check(signal))
}

/** A report as the API shows it. */
export function toCheckReportObject(report: CheckReport): JsonObject {
  return {
    object: 'check_report',
    is_usable: report.findings.every(({ level }) => level !== 'error'),
    findings: report.findings.map(({ code, level, text }) => ({ code, level, text })),
    users: toSeen(report.users),
    groups: toSeen(report.groups),
    missing: [...report.missing],
  }
}

/** The same for the audit log: without the samples, which are people's data. */
export function withoutSamples(report: CheckReport): JsonObject {
  const bare = <T>(seen: Seen<T>): Seen<T> => ({ ...seen, sample: null })
  return toCheckReportObject({ ...report, users: bare(report.users), groups: bare(report.groups) })
}

function toSeen({ count, isAtLeast, sample }: Seen<SourceUser | SourceGroup>): JsonObject {
  return { count, is_at_least: isAtLeast, sample: sample?.attributes ?? null }
}
