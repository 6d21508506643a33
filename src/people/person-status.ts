import { addToDay } from '../expressions/dates/day.ts'
import { dayAt, startOfDay } from '../expressions/dates/zoned-day.ts'
import type { JsonObject } from '../model/json.ts'
import type { PersonStatus } from '../model/person.ts'

/** Somebody is leaving when the last day is at most so many days away. */
const leavingDays = 30

/** Where somebody stands, and when that changes next by the passing of time alone. */
export type StatusByDate = { readonly status: PersonStatus; readonly flipsAt: Date | null }

/**
 * Where somebody stands: by the days that are known, in the zone of the person, and by whether any directory has the person
 * active. The last day ends at midnight. An end before the start is that of an earlier employment, and says nothing.
 */
export function statusOf(attributes: JsonObject, isActive: boolean, now: Date): StatusByDate {
  const zone = dayIn(attributes.timeZone) ?? 'UTC'
  const today = dayAt(now.getTime(), zone)
  const start = dayIn(attributes.startDate)
  const given = dayIn(attributes.endDate)
  const end = given && start && given < start ? null : given
  const leave = { start: dayIn(attributes.leaveStart), end: dayIn(attributes.leaveEnd) }
  const days = [
    start,
    end && addDays(end, -leavingDays),
    end && addDays(end, 1),
    leave.start,
    leave.end && addDays(leave.end, 1),
  ]
  return { status: statusAt(today, { start, end, leave, isActive }), flipsAt: nextOf(days, { today, zone }) }
}

type Days = {
  readonly start: string | null
  readonly end: string | null
  readonly leave: { readonly start: string | null; readonly end: string | null }
  readonly isActive: boolean
}

function statusAt(today: string, { start, end, leave, isActive }: Days): PersonStatus {
  if (start && today < start) return 'pre_hire'
  if (end && today > end) return 'left'
  if (leave.start && today >= leave.start && (!leave.end || today <= leave.end)) return 'on_leave'
  if (!isActive) return 'left'
  return end && today >= addDays(end, -leavingDays) ? 'leaving' : 'active'
}

function nextOf(days: readonly (string | null)[], at: { readonly today: string; readonly zone: string }): Date | null {
  const [next] = days.filter((day) => day !== null && day > at.today).sort()
  return next ? new Date(startOfDay(next, at.zone)) : null
}

function addDays(day: string, days: number): string {
  return addToDay(day, { months: 0, days }) ?? day
}

function dayIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
