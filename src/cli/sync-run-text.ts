import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import { show } from './show-object.ts'

const Counts = z.record(z.string(), z.number())

/** What a run has done, in words: `users created 2, held 3`. */
export function toldCounts(run: ApiObject): string {
  const counts = Object.entries(Counts.catch({}).parse(run.counts)).filter(([, count]) => count > 0)
  return counts.map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`).join(', ') || 'nothing'
}

/** What became of a run, and what to do about it. */
export function toldRun(run: ApiObject): string {
  const id = show(run.id)
  if (run.state === 'completed') return `The run ${id} is done: ${toldCounts(run)}.`
  if (run.state === 'waiting') {
    const held = Counts.catch({}).parse(run.counts).held ?? 0
    const why = run.error_text ? ` ${show(run.error_text)}` : ''
    return `The run ${id} is done but for ${held} removals that wait for a decision.${why}\n"muster runs removals ${id}" lists them, "muster runs approve ${id}" or "muster runs reject ${id}" decides.`
  }
  if (run.requested === 'pause') return `The run ${id} pauses after the page at which it is.`
  if (run.requested === 'cancel') return `The run ${id} ends after the page at which it is.`
  const why = run.error_text ? `: ${show(run.error_text)}` : '.'
  return `The run ${id} is ${show(run.state)}${why}`
}

/** How a process that waited for a run ends: 0 when it completed, 2 when it waits for a decision, else 1. */
export function exitCodeOf(run: ApiObject): number {
  if (run.state === 'completed') return 0
  return run.state === 'waiting' ? 2 : 1
}
