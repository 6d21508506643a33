import type { SyncProgress, SyncRun } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import type { Phase, PhaseState } from '../progress-phases.tsx'
import { durationText } from '../time-words.ts'
import type { RunStrings } from './run-strings.ts'

const order = ['listing', 'sweep', 'references', 'guard', 'removals'] as const

/** What the phases are made of: a run, and what was told of its progress last, where that is newer. */
export type PhasedRun = Pick<SyncRun, 'state' | 'phase' | 'counts' | 'expected' | 'kind'>
export type RunPace = Pick<SyncProgress, 'records_per_second' | 'seconds_left'>

type Words = { readonly strings: RunStrings; readonly locale: string }

/** The phases of a run with how far each is. A run that reads only changes has nothing to sweep. */
export function phasesOf(run: PhasedRun, pace: RunPace | null, { strings, locale }: Words): readonly Phase[] {
  const shown = order.filter((phase) => phase !== 'sweep' || run.kind === 'full')
  const at = run.phase === 'done' ? shown.length : (shown as readonly string[]).indexOf(run.phase)
  return shown.map((key, index) => {
    const state = stateOf(run, { key, index, at })
    const hint = hintOf(key, run, { pace, strings, locale, state })
    return {
      key,
      label: strings.phases[key],
      state,
      part: key === 'listing' && state === 'now' ? partOf(run) : null,
      ...(hint !== null && { hint }),
    }
  })
}

function stateOf(
  { state, phase }: PhasedRun,
  { key, index, at }: { readonly key: Phase['key']; readonly index: number; readonly at: number },
): PhaseState {
  if (state === 'completed') return 'done'
  if (state === 'waiting') return phaseOfWaiting(key)
  if (index < at) return 'done'
  if (index > at) return 'next'
  if (state === 'failed' || state === 'cancelled') return 'failed'
  return state === 'queued' && phase === 'listing' ? 'next' : 'now'
}

/** A run waits at its guard, with all done that came before. */
function phaseOfWaiting(key: Phase['key']): PhaseState {
  if (key === 'guard') return 'held'
  return key === 'removals' ? 'next' : 'done'
}

function partOf({ counts, expected }: PhasedRun): number | null {
  return expected === null || expected === 0 ? null : Math.min(1, counts.seen / expected)
}

type Hinted = Words & { readonly pace: RunPace | null; readonly state: PhaseState }

function hintOf(key: (typeof order)[number], run: PhasedRun, { pace, strings, locale, state }: Hinted): string | null {
  const { counts, expected } = run
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  if (key === 'guard' && counts.held > 0) return counted(strings.held, counts.held, locale)
  if (key === 'removals' && state === 'done') {
    const removed = counts.users_removed + counts.groups_removed
    return removed > 0 ? counted(strings.removed, removed, locale) : null
  }
  if (key !== 'listing' || state === 'next') return null
  const seen =
    expected === null || expected <= counts.seen
      ? counted(strings.records, counts.seen, locale)
      : strings.ofRecords(number(counts.seen), number(expected))
  if (state !== 'now' || pace?.seconds_left == null) return seen
  return `${seen}, ${strings.timeLeft(durationText(pace.seconds_left * 1000, locale))}`
}
