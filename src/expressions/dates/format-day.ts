import type { Day } from './day.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/**
 * A day in another form, of the letters of Unicode (UTS 35): `dd.MM.yyyy`, `d MMM yyyy`, `EEEE`. What is in single quotes stays as it
 * is. Names are English.
 */
export function formatDay(day: Day, form: string): string {
  return form.replace(/'[^']*'|[yY]+|M+|[dD]+|E+/g, (part) =>
    part.startsWith("'") ? part.slice(1, -1) || "'" : fieldOf(day, part),
  )
}

function fieldOf(day: Day, field: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const { length } = field
  if (/^[yY]/.test(field)) return length === 2 ? year.slice(2) : year
  if (field.startsWith('E')) {
    const name = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
    return length > 3 ? name : name.slice(0, 3)
  }
  if (!field.startsWith('M')) return length === 1 ? String(Number(date)) : date
  const name = months[Number(month) - 1] ?? ''
  if (length > 2) return length > 3 ? name : name.slice(0, 3)
  return length === 1 ? String(Number(month)) : month
}
