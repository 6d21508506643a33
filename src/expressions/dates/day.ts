/** A calendar day without a zone, as a text `YYYY-MM-DD`. */
export type Day = string

/** A length of time of calendar units; each may be negative. */
export type Offset = { readonly months: number; readonly days: number; readonly hours: number }

const dayInMs = 86_400_000
const offsetForm = /^(-)?P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(\d{1,6})H)?$/

/** The day that a text begins with: of `2026-03-01` and `2026-03-01T09:30:00Z` it is `2026-03-01`. Null for what is none. */
export function toDay(text: string): Day | null {
  const day = text.length === 10 ? text : /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(text)?.[1]
  return day !== undefined && isDay(day) ? day : null
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** An ISO 8601 duration (`P90D`, `-P14D`, `P1Y6M`, `PT8H`), or null for a text that is none. */
export function parseOffset(text: string): Offset | null {
  const found = offsetForm.exec(text)
  if (!found || text.endsWith('T')) return null
  const sign = found[1] ? -1 : 1
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0] = found.slice(2).map((part) => Number(part ?? 0))
  return {
    months: sign * (years * 12 + months) || 0,
    days: sign * (weeks * 7 + days) || 0,
    hours: sign * hours || 0,
  }
}

/** The day after so many months, then days. The 31st of a month that has none is its last day. */
export function addToDay(day: Day, { months, days }: Pick<Offset, 'months' | 'days'>): Day | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return fromTime(first.getTime() + (Math.min(date, last) - 1 + days) * dayInMs)
}

/** How many days it is from one day to another; negative where the other is before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayInMs)
}

function fromTime(time: number): Day | null {
  const text = Number.isFinite(time) && Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : ''
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : null
}
