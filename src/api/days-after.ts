/** The time so many days later; null for never. */
export function daysAfter(from: Date, days: number | null): Date | null {
  return days === null ? null : new Date(from.getTime() + days * 86_400_000)
}
