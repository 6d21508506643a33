const minute = 60_000
// Minutes between the probes of a quarantined directory; then daily, until nobody can be expected to come back to it.
const ladder = [5, 30, 120, 360, 720, 1440]
const patience = 28 * 24 * 60 * minute

/** When a quarantined directory is probed next, after so many failures; null when it has been tried for four weeks. */
export function probeAt(failures: number, { now, since }: { readonly now: Date; readonly since: Date }): Date | null {
  if (now.getTime() - since.getTime() >= patience) return null
  const step = Math.min(Math.max(failures, 1), ladder.length) - 1
  return new Date(now.getTime() + (ladder[step] ?? 1440) * minute)
}
