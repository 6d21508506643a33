import type { MappingLine } from '../model/connection.ts'
import type { SourceUser } from '../model/source-record.ts'
import { compileMapping } from '../sync/mapping/compile-mapping.ts'

/** What a connector's own mapping makes of a user. */
export function mapRecord(connector: readonly MappingLine[], user: SourceUser) {
  return compileMapping({ connector, own: [], customAttributes: [] }).apply(user)
}
