const minute = 60
const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', minute],
]

/** How long ago or ahead something is, in the language's words: "3 minutes ago". Less than a minute is `now`. */
export function relativeTime(at: Date, now: Date, { locale, now: nowWord }: { locale: string; now: string }): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  }
  return nowWord
}

/** The exact time, in the reader's zone, with the zone's name. */
export function exactTime(at: Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { ...zoneOf(timeZone), dateStyle: 'full', timeStyle: 'long' }).format(at)
}

/** A date with its time, short: for lists in which the order of things counts. */
export function shortTime(at: Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { ...zoneOf(timeZone), dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

function zoneOf(timeZone: string | undefined): { readonly timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone }
}

/** A length of time in the two greatest units that it has: "1 h 4 min", "12 s". */
export function durationText(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const parts: readonly (readonly [string, number])[] = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ]
  const first = parts.findIndex(([, value]) => value > 0)
  if (first === -1) return unitText(['second', 0], locale)
  const shown = parts.slice(first, first + 2).filter(([, value]) => value > 0)
  return shown.map((part) => unitText(part, locale)).join(' ')
}

function unitText([unit, value]: readonly [string, number], locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}
