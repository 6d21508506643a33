import { hash } from 'node:crypto'
import type { SourceGroup, SourceUser } from '../../model/source-record.ts'

/**
 * The hash of a record and of all that decides what becomes of it besides: the connection's generation, and whether the
 * user is in one of the scope's groups. 16 bytes in hex: two records of a directory never share it by chance.
 */
export function recordHash(
  record: SourceUser | SourceGroup,
  { generation, isInScopeGroup }: { readonly generation: number; readonly isInScopeGroup: boolean },
): string {
  return hash('sha256', `${generation} ${isInScopeGroup} ${JSON.stringify(record)}`).slice(0, 32)
}
