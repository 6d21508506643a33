const form = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)$/

/** Reads a time such as `20261122121544.0Z` (RFC 4517 section 3.3.13); null for anything else. */
export function parseGeneralizedTime(text: string): Date | null {
  const match = form.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '0', zone = 'Z'] = match
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`
  const time = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`,
  )
  return Number.isNaN(time.getTime()) ? null : time
}

/** Writes a time to the second: `20261122121544Z`. */
export function toGeneralizedTime(time: Date): string {
  return `${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}
