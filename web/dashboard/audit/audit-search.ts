import { z } from 'zod/mini'

const text = z.catch(z.optional(z.string()), undefined)

/** The state of the audit log: filters, page, and which entry is open. */
export const AuditSearch = z.object({
  actor: text,
  action: text,
  target: text,
  organization: text,
  from: text,
  until: text,
  after: text,
  before: text,
  panel: text,
})
export type AuditSearch = z.infer<typeof AuditSearch>

/** What of the state the API filters by, in its words: of the list and of the export alike. */
export function toAuditQuery({ actor, action, target, organization, from, until }: AuditSearch) {
  return { actor, action, target, organization_id: organization, range_start: from, range_end: until }
}

/** What clears all filters. */
export const unfiltered: Partial<AuditSearch> = {
  actor: undefined,
  action: undefined,
  target: undefined,
  organization: undefined,
  from: undefined,
  until: undefined,
}
