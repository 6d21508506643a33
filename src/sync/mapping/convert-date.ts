import { textOf } from './convert-text.ts'
import { type Convert, quoted, refused } from './converted.ts'

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined]

/**
 * Days as `YYYY-MM-DD`. Of a time, the day as it is written: another time zone must not move a first day of work. Read are
 * ISO 8601, LDAP's generalized time, `31.12.2026`, and days with slashes where it is clear which number is the month.
 */
export const convertDate: Convert = (value) => {
  const text = textOf(value)?.trim()
  if (text === '') return { value: null }
  const parts = text === undefined ? null : partsOf(text)
  const date = parts && isoDate(parts)
  if (date) return { value: date }
  const hint = /^\d{1,2}\/\d{1,2}\/\d{4}/.test(text ?? '') && !parts ? '; it may be two days, so write YYYY-MM-DD' : ''
  return refused('not_a_date', `${quoted(value)} is not a date that can be read${hint}`)
}

function partsOf(text: string): Parts | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(text)
  if (iso) return [iso[1], iso[2], iso[3]]
  const compact = /^(\d{4})(\d{2})(\d{2})(?:\d{6}|(?:\d{2}){1,3}(?:[.,]\d+)?(?:Z|[+-]\d{2,4}))?$/.exec(text)
  if (compact) return [compact[1], compact[2], compact[3]]
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dotted) return [dotted[3], dotted[2], dotted[1]]
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  return slashed && monthOrDay(slashed)
}

/** `12/31/2026` and `31/12/2026` are clear, and `5/5/2026`; `5/6/2026` is not. */
function monthOrDay([, first, second, year]: readonly (string | undefined)[]): Parts | null {
  if (Number(first) === Number(second) || Number(second) > 12) return [year, first, second]
  return Number(first) > 12 ? [year, second, first] : null
}

function isoDate([year = '', month = '', day = '']: Parts): string | null {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isDay = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
  return isDay && Number(year) >= 1600 ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null
}
