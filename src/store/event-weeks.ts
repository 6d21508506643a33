/** A week of the log: the partition that holds it and the time it covers, `to` excluded. */
export type EventWeek = { readonly partition: string; readonly from: Date; readonly to: Date }

const day = 24 * 60 * 60 * 1000
const week = 7 * day

/** The ISO 8601 week (Monday to Sunday, UTC) that `at` is in: its year is that of its Thursday. */
export function eventWeekOf(at: Date): EventWeek {
  const monday = mondayBefore(at)
  const thursday = new Date(monday + 3 * day)
  const year = thursday.getUTCFullYear()
  const number = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / week)
  const partition = `events_${year}w${String(number).padStart(2, '0')}`
  return { partition, from: new Date(monday), to: new Date(monday + week) }
}

/** The week of `at` with `before` weeks ahead of it and `after` weeks behind it, in order. */
export function eventWeeksAround(at: Date, { before, after }: { before: number; after: number }): EventWeek[] {
  const count = before + 1 + after
  return Array.from({ length: count }, (_, index) => eventWeekOf(new Date(at.getTime() + (index - before) * week)))
}

/** The week that a partition holds, or undefined when the name is not one of ours. */
export function eventWeekNamed(partition: string): EventWeek | undefined {
  const [, year, number] = /^events_(\d{4})w(\d\d)$/.exec(partition) ?? []
  if (!year || !number) return undefined
  // 4 January is in week 1 of its year, always.
  const first = mondayBefore(new Date(Date.UTC(Number(year), 0, 4)))
  const found = eventWeekOf(new Date(first + (Number(number) - 1) * week))
  return found.partition === partition ? found : undefined
}

function mondayBefore(at: Date): number {
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
  const daysSinceMonday = (at.getUTCDay() + 6) % 7
  return midnight - daysSinceMonday * day
}
