import type { Guards } from '../../model/connection.ts'

/** What the guards look at apart: they have limits of their own, and what of it goes too far is held as a whole. */
export type GuardedKind = 'users' | 'groups' | 'memberships' | 'blanked'

/** What would go of one kind. */
export type GuardedCounts = {
  readonly kind: GuardedKind
  /** What is counted, in the plural: `active users`, `groups`, `users with a job_title`. */
  readonly what: string
  /** How many there are now. */
  readonly total: number
  /** How many of them this run would remove. */
  readonly planned: number
  /** Removals that earlier runs found and that wait for a decision. */
  readonly held: number
  /** Removals of the last 24 hours that nobody was asked about. */
  readonly applied: number
}

/** Whether removals go ahead; if not, why, in a sentence for the administrator. */
export type Verdict = { readonly isHeld: false } | { readonly isHeld: true; readonly text: string }

/**
 * Judges what a run would remove of one kind. Held is what would leave nothing, however little that is, and what is more than the limit's
 * percent and at least its floor: by itself, with what earlier runs hold, or with what went in the last 24 hours, so that
 * a source cannot lose everybody drop by drop.
 */
export function judge(counts: GuardedCounts, guards: Guards): Verdict {
  const { kind, what, total, planned, held, applied } = counts
  if (planned === 0) return { isHeld: false }
  if (planned + held >= total && total > 0 && kind !== 'blanked') {
    return { isHeld: true, text: `All ${total} ${what} would be removed: the source lists none of them any more.` }
  }
  const { percent, at_least } = guards[kind]
  const verb = kind === 'blanked' ? 'lose it' : 'be removed'
  const limit = `more than ${percent} % and at least ${at_least}`
  const now = planned + held
  if (isBeyond(now, total, guards[kind])) {
    const text = `${now} of ${total} ${what} would ${verb} (${share(now, total)}), ${limit}.`
    return { isHeld: true, text }
  }
  const before = total + applied
  const day = now + applied
  if (!isBeyond(day, before, guards[kind])) return { isHeld: false }
  const did = kind === 'blanked' ? 'lost it' : 'were removed'
  const text = `${now} of ${total} ${what} would ${verb}, after ${applied} that ${did} in the last 24 hours: together ${share(day, before)}, ${limit}.`
  return { isHeld: true, text }
}

function isBeyond(count: number, total: number, { percent, at_least }: Guards['users']): boolean {
  return count >= at_least && count * 100 > percent * total
}

/** The share in percent as it is said: `17 %`. Under one percent with a decimal, so that it never reads as nothing. */
function share(count: number, total: number): string {
  const percent = (count * 100) / Math.max(total, 1)
  return `${percent < 1 ? percent.toFixed(1) : Math.round(percent)} %`
}
