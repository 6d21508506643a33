/** The points of a line through values, in a box, for a `polyline`; the least value is at the bottom, never below zero. */
export function sparklinePoints(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return ''
  const most = Math.max(...values, 0)
  const least = Math.min(...values, 0)
  const span = most - least || 1
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const y = (value: number) => round(height - ((value - least) / span) * height)
  if (values.length === 1) return `0,${y(values[0] ?? 0)} ${width},${y(values[0] ?? 0)}`
  return values.map((value, index) => `${round(index * step)},${y(value)}`).join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
