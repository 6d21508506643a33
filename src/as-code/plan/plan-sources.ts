import { parseOffset } from '../../expressions/dates/day.ts'
import type { PlanSource } from '../../model/overlay/plan.ts'
import type { PlanSourceRow } from '../../store/overlay/plan-sources.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** How long a duration is, for the age of data: a month is thirty days. */
function lengthOf(duration: string): number {
  const { months, days, hours } = parseOffset(duration) ?? { months: 0, days: 1, hours: 0 }
  return (months * 30 + days) * dayMs + hours * hourMs
}

/**
 * The sources with their age. One that pushes may be silent for long, because nothing happens; one that is read by a schedule may
 * not, because then nobody knows what happens.
 */
export function planSources(
  rows: readonly PlanSourceRow[],
  { maxDataAge, now }: { readonly maxDataAge: string; readonly now: Date },
): PlanSource[] {
  const oldest = now.getTime() - lengthOf(maxDataAge)
  return rows.map(({ id, name, isRead, asOf }) => ({
    id,
    directory: name,
    as_of: asOf?.toISOString() ?? null,
    stale: isRead && asOf !== null && asOf.getTime() < oldest,
  }))
}
