import { sparklinePoints } from './sparkline-points.ts'

export type SparklineProps = {
  readonly values: readonly number[]
  /** What the line says, for readers who do not see it: "Events of 24 hours, 12 at most". */
  readonly title: string
  readonly width?: number
  readonly height?: number
  readonly color?: string
}

/** A small line without axes, for lists. */
export function Sparkline({
  values,
  title,
  width = 96,
  height = 24,
  color = 'var(--mantine-primary-color-filled)',
}: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={title}
      width={width}
      height={height}
      viewBox={`-1 -2 ${width + 2} ${height + 4}`}
      preserveAspectRatio="xMinYMid meet"
    >
      <title>{title}</title>
      <polyline
        points={sparklinePoints(values, width, height)}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
