import type { ExpressionFunction } from '../functions.ts'
import { type Outcome, spend, Undecided, type Value } from '../outcome.ts'
import { addToDay, daysBetween, parseOffset, toDay } from './day.ts'
import { formatDay } from './format-day.ts'
import { dayAt, isZone } from './zoned-day.ts'

const noDate = new Undecided('error', 'this is no date; dates are written YYYY-MM-DD')
const noZone = new Undecided('error', 'this is no time zone; zones are written Europe/Berlin')
const noTime = new Undecided('error', 'this is no time; times are written 2026-03-01T09:30:00Z')
const noOffset = new Undecided('error', 'this is no length of time; P90D is 90 days, P6M six months')
const tooFar = new Undecided('error', 'there is no such date')

const functions: Readonly<Record<string, ExpressionFunction & { readonly costs: number }>> = {
  date: { costs: 50, takes: ['text'], required: 1, returns: 'date', apply: ([text]) => dayOf(text) ?? noDate },
  inZone: {
    costs: 1000,
    takes: ['text', 'text'],
    required: 2,
    returns: 'date',
    apply: ([time, zone]) => inZone(String(time), String(zone)),
  },
  addDays: {
    costs: 100,
    takes: ['date', 'number'],
    required: 2,
    returns: 'date',
    apply: ([date, days]) => added(date, { months: 0, days: Math.trunc(Number(days)) }),
  },
  plus: {
    costs: 150,
    takes: ['date', 'text'],
    required: 2,
    returns: 'date',
    apply: ([date, offset]) => {
      const parsed = parseOffset(String(offset))
      return parsed && parsed.hours === 0 ? added(date, parsed) : noOffset
    },
  },
  days: {
    costs: 100,
    takes: ['date', 'date'],
    required: 2,
    returns: 'number',
    apply: ([from, to]) => {
      const [one, other] = [dayOf(from), dayOf(to)]
      return one === null || other === null ? noDate : daysBetween(one, other)
    },
  },
  format: {
    costs: 800,
    takes: ['date', 'text'],
    required: 2,
    returns: 'text',
    apply: ([date, form]) => {
      const day = dayOf(date)
      if (day === null) return noDate
      return String(form).length <= 100 ? formatDay(day, String(form)) : new Undecided('error', 'the form is too long')
    },
  },
}

/** The functions of dates: days of the calendar, `YYYY-MM-DD`, without a time and a zone. */
export const dateFunctions: Readonly<Record<string, ExpressionFunction>> = Object.fromEntries(
  Object.entries(functions).map(([name, { costs, ...one }]) => [
    name,
    { ...one, apply: (values, frame) => spend(frame, costs) ?? one.apply(values, frame) } satisfies ExpressionFunction,
  ]),
)

/** What `before` and `after` are where the receiver is known to be a date; of texts they are what is before and after a part. */
export const dateComparisons: Readonly<Record<string, ExpressionFunction>> = {
  before: comparison((one, other) => one < other),
  after: comparison((one, other) => one > other),
}

function comparison(is: (one: string, other: string) => boolean): ExpressionFunction {
  return {
    takes: ['date', 'date'],
    required: 2,
    returns: 'boolean',
    apply: ([date, than], frame) => {
      const spent = spend(frame, 50)
      if (spent) return spent
      const [one, other] = [dayOf(date), dayOf(than)]
      return one === null || other === null ? noDate : is(one, other)
    },
  }
}

function dayOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? toDay(value) : null
}

function added(value: Value | undefined, by: { readonly months: number; readonly days: number }): Outcome {
  const day = dayOf(value)
  return day === null ? noDate : (addToDay(day, by) ?? tooFar)
}

const timeForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/

/** The day that it is in a zone at a time. A day is itself; a time that names no zone is of UTC. */
function inZone(text: string, zone: string): Outcome {
  if (!isZone(zone)) return noZone
  const found = timeForm.exec(text)
  if (!found) return text.length === 10 ? (toDay(text) ?? noTime) : noTime
  const time = Date.parse(`${text.replace(' ', 'T')}${found[3] ? '' : 'Z'}`)
  return Number.isNaN(time) ? noTime : dayAt(time, zone)
}
