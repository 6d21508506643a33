import type { SyncGuard } from '../../shared/api-types.ts'
import { strings } from './strings.en.ts'

const words = strings.guard

type Limit = SyncGuard['limits'][number]

/** What a run would do, in a sentence: of the kind that goes too far, people before groups before memberships. */
export function guardSentence(guard: Pick<SyncGuard, 'limits' | 'undecided' | 'removals'>): string {
  const limit = guard.limits.find(({ is_exceeded: isExceeded }) => isExceeded) ?? guard.limits[0]
  if (!limit) return words.held(guard.undecided)
  const { kind, removals, total, percent, text } = limit
  if (kind === 'blanked') return text ?? words.held(guard.undecided)
  return words.would({ removals, total, percent, what: words.what[kind], verb: verbOf(limit, guard.removals) })
}

/** People whom the source only deactivated do not go: they become inactive. */
function verbOf({ kind }: Limit, removals: SyncGuard['removals']): string {
  if (kind === 'memberships') return words.verbs.end
  if (kind !== 'users') return words.verbs.remove
  const held = removals.filter((sum) => sum.kind === 'user' && sum.state === 'held')
  return held.every(({ reason }) => reason === 'deactivated') ? words.verbs.deactivate : words.verbs.remove
}

/** What became of the removals of a run that somebody has decided about. */
export function decidedCounts({ removals }: Pick<SyncGuard, 'removals'>) {
  const sumOf = (state: SyncGuard['removals'][number]['state']) =>
    removals.reduce((sum, one) => sum + (one.state === state ? one.count : 0), 0)
  return { applied: sumOf('applied'), withdrawn: sumOf('withdrawn'), approved: sumOf('approved') }
}

/** Whether what would go of a kind would pass with a limit, by itself: the same rule as the server's. */
export function verdictOf(
  { kind, removals, total }: Pick<Limit, 'kind' | 'removals' | 'total'>,
  { percent, at_least: atLeast }: { readonly percent: number; readonly at_least: number },
): 'passes' | 'held' | 'empties' {
  if (kind !== 'blanked' && total > 0 && removals >= total) return 'empties'
  return removals >= atLeast && removals * 100 > percent * total ? 'held' : 'passes'
}
