import { addToDay } from '../expressions/dates/day.ts'
import { startOfDay } from '../expressions/dates/zoned-day.ts'

/** When a last day is over where somebody is: at midnight in their zone. A zone that nobody knows counts as UTC. */
export function endOfDay(day: string, zone: string): number {
  return startOfDay(addToDay(day, { months: 0, days: 1 }) ?? day, zone)
}
