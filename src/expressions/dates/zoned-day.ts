const dayInMs = 86_400_000
const mostStarts = 20_000
const mostFormats = 1000
const longestZone = 64

const formats = new Map<string, Intl.DateTimeFormat | null>()
const starts = new Map<string, number>()

/** Whether a text names a time zone of the IANA database: `Europe/Berlin`, `UTC`. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null
}

/**
 * When a day begins in a zone, in milliseconds since 1970. That is not always midnight: where clocks are put forward at midnight
 * the day begins at one. A zone that nobody knows counts as UTC.
 */
export function startOfDay(day: string, zone: string): number {
  if (zone.length > longestZone) return findStart(day, 'UTC')
  const key = `${day} ${zone}`
  const known = starts.get(key)
  if (known !== undefined) return known
  if (starts.size >= mostStarts) starts.clear()
  const start = findStart(day, zone)
  starts.set(key, start)
  return start
}

/** The day, `YYYY-MM-DD`, that it is in a zone at a time. */
export function dayAt(time: number, zone: string): string {
  const format = formatOf(zone)
  return format ? format.format(time).slice(0, 10) : new Date(time).toISOString().slice(0, 10)
}

function findStart(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (formatOf(zone) === null) return midnight
  // Whatever changes on that day, the offset was in use a day before or is a day after.
  const [before, after] = [midnight - dayInMs, midnight + dayInMs].map((time) => midnight - offsetAt(time, zone))
  const candidates = [before ?? midnight, after ?? midnight].sort((one, other) => one - other)
  return candidates.find((time) => dayAt(time, zone) >= day) ?? midnight
}

/** How far the clocks of a zone are before UTC. */
function offsetAt(time: number, zone: string): number {
  const local = formatOf(zone)?.format(time) ?? ''
  return Date.parse(`${local.replace(', ', 'T')}Z`) - Math.floor(time / 1000) * 1000
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  if (zone.length > longestZone) return null
  if (formats.size >= mostFormats) formats.clear()
  const format = makeFormat(zone)
  formats.set(zone, format)
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return null
  }
}
