import { Paper, SimpleGrid, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DeliveryStatistics } from '../../shared/api-types.ts'
import { languageOfPage } from '../../shared/format.ts'
import { Bars, Lines } from '../../shared/lazy-chart.tsx'
import { strings } from './strings.en.ts'

const words = strings.stats
const height = 170

/** Calls by their outcome, and how long they took, hour by hour: where people compare. */
export function DeliveryCharts({ statistics }: { readonly statistics: DeliveryStatistics }) {
  const { delivered, failed, median_ms: median, p95_ms: p95 } = statistics
  const data = statistics.hours.map((hour) => ({ ...hour, hour: hourName(hour.hour) }))
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
      <Card title={words.chart}>
        <Bars
          h={height}
          label={words.chartLabel(delivered, failed)}
          data={data}
          dataKey="hour"
          type="stacked"
          series={[
            { name: 'delivered', label: words.delivered, color: 'green.7' },
            { name: 'failed', label: words.failed, color: 'red.7' },
          ]}
          {...axes}
        />
      </Card>
      <Card title={words.latency}>
        <Lines
          h={height}
          label={words.latencyLabel(median, p95)}
          data={data}
          dataKey="hour"
          series={[
            { name: 'median_ms', label: words.medianLine, color: 'green.7' },
            { name: 'p95_ms', label: words.p95Line, color: 'orange.7' },
          ]}
          valueFormatter={(ms) => words.milliseconds(ms)}
          withDots
          dotProps={{ r: 2 }}
          connectNulls={false}
          {...axes}
        />
      </Card>
    </SimpleGrid>
  )
}

const axes = { withLegend: true, tickLine: 'none', gridAxis: 'x', xAxisProps: { interval: 3 } } as const

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} fz="sm" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function hourName(iso: string): string {
  return new Intl.DateTimeFormat(languageOfPage(), { hour: 'numeric', minute: '2-digit' }).format(new Date(iso))
}
