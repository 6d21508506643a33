import { z } from 'zod'

/** How far a run is, as the stream of its progress tells. */
export const Progress = z.object({
  state: z.string(),
  phase: z.string(),
  counts: z.object({ seen: z.number() }).catchall(z.number()),
  expected: z.number().nullable(),
  records_per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
})
export type Progress = z.output<typeof Progress>

const barWidth = 24

/** One line about how far a run is: a bar where it is known how much there is, else what was done. */
export function formatProgress(progress: Progress): string {
  const { state, phase, counts, expected, records_per_second: rate, seconds_left: left } = progress
  if (state !== 'running') return state
  const parts = [
    expected ? `${bar(counts.seen / expected)} ${counts.seen} of ${expected}` : `${counts.seen} records`,
    ...(rate === null ? [] : [`${Math.round(rate)}/s`]),
    ...(left === null ? [] : [`${duration(left)} left`]),
  ]
  return `${phase.padEnd(10)} ${parts.join(', ')}`
}

function bar(share: number): string {
  const done = Math.round(Math.min(1, share) * barWidth)
  return `[${'#'.repeat(done)}${'.'.repeat(barWidth - done)}]`
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}
