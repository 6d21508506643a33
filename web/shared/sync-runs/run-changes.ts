import type { SyncRun } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import type { RunStrings } from './run-strings.ts'

type Counts = SyncRun['counts']

/** What a run has changed, in few words: "12 new, 3 changed, 40 memberships". Null when that is nothing. */
export function changesText(counts: Counts, strings: RunStrings, locale: string): string | null {
  const groups = counts.groups_created + counts.groups_updated + counts.groups_removed
  const memberships = counts.memberships_added + counts.memberships_removed
  const parts = [
    [strings.created, counts.users_created],
    [strings.updated, counts.users_updated],
    [strings.removed, counts.users_removed],
    [strings.groups, groups],
    [strings.memberships, memberships],
    [strings.held, counts.held],
  ] as const
  const texts = parts.filter(([, count]) => count > 0).map(([text, count]) => counted(text, count, locale))
  return texts.length === 0 ? null : texts.join(', ')
}
