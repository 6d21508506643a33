import type { BarChart, LineChart } from '@mantine/charts'
import { Skeleton } from '@mantine/core'
import { type ComponentProps, lazy, Suspense } from 'react'

const LazyBarChart = lazy(async () => ({ default: (await import('./charts.ts')).BarChart }))
const LazyLineChart = lazy(async () => ({ default: (await import('./charts.ts')).LineChart }))

type Titled = {
  /** What the chart shows, in words with its numbers: for who does not see it. */
  readonly label: string
  readonly h: number
}

/** Bars over time or kinds. The library comes when the first chart is shown. */
export function Bars({ label, ...props }: ComponentProps<typeof BarChart> & Titled) {
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <Suspense fallback={<Skeleton h={props.h} />}>
        <LazyBarChart {...props} />
      </Suspense>
    </figure>
  )
}

/** Lines over time. The library comes when the first chart is shown. */
export function Lines({ label, ...props }: ComponentProps<typeof LineChart> & Titled) {
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <Suspense fallback={<Skeleton h={props.h} />}>
        <LazyLineChart {...props} />
      </Suspense>
    </figure>
  )
}
