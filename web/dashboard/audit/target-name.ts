import type { AuditEntry } from '../../shared/api-types.ts'

const names = ['name', 'endpoint_url', 'display_name', 'domain', 'email', 'username', 'urn']

/** What the object of an entry is called, as the entry has it; null where it says nothing of that. */
export function nameOfTarget({ before, after }: Pick<AuditEntry, 'before' | 'after'>): string | null {
  const object = after ?? before ?? {}
  const name = names.map((key) => object[key]).find((value) => typeof value === 'string' && value !== '')
  return typeof name === 'string' ? name : null
}
