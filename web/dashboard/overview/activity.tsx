import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Overview } from '../../shared/api-types.ts'
import { formatNumber, languageOfPage } from '../../shared/format.ts'
import { Bars, Lines } from '../../shared/lazy-chart.tsx'
import { strings } from './strings.en.ts'

type ActivityOf = NonNullable<Overview['activity']>
type Day = ActivityOf['days'][number]
type DaysProps = { readonly days: readonly Day[] }

const words = strings.activity
const height = 180

/** What happened in the last 30 days: events, runs, and how long deliveries took. */
export function Activity({ activity: { days, counted_until } }: { readonly activity: ActivityOf }) {
  const delivered = sumOf(days, ({ deliveries }) => deliveries.delivered)
  const isBehind = counted_until !== null && Date.now() - Date.parse(counted_until) > 3_600_000
  return (
    <Stack component="section" gap="sm" aria-label={words.title}>
      <Title order={2} fz="md">
        {words.title}
      </Title>
      <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="md">
        <EventsCard days={days} />
        <RunsCard days={days} />
        <LatencyCard days={days} />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {words.source(delivered)} {isBehind && words.counting}
      </Text>
    </Stack>
  )
}

function EventsCard({ days }: DaysProps) {
  const total = sumOf(days, ({ events }) => events)
  const most = Math.max(...days.map(({ events }) => events))
  return (
    <Card title={words.events} hint={words.total(total)}>
      <Bars
        h={height}
        label={words.eventsLabel(total, most)}
        data={days.map(({ day, events }) => ({ day: dayName(day), events }))}
        dataKey="day"
        series={[{ name: 'events', label: words.event, color: 'green.7' }]}
        {...axes}
      />
    </Card>
  )
}

function RunsCard({ days }: DaysProps) {
  const failed = sumOf(days, ({ runs }) => runs.failed)
  const all = failed + sumOf(days, ({ runs }) => runs.completed + runs.cancelled)
  return (
    <Card title={words.runs} hint={all === 0 ? words.noRuns : words.failedRuns(failed, all)}>
      <Bars
        h={height}
        label={words.runsLabel(all, failed)}
        data={days.map(({ day, runs }) => ({ day: dayName(day), ...runs }))}
        dataKey="day"
        type="stacked"
        series={[
          { name: 'completed', label: words.completed, color: 'green.7' },
          { name: 'failed', label: words.failed, color: 'red.7' },
          { name: 'cancelled', label: words.cancelled, color: 'gray.5' },
        ]}
        {...axes}
      />
    </Card>
  )
}

function LatencyCard({ days }: DaysProps) {
  const last = days.findLast(({ deliveries }) => deliveries.median_ms !== null)?.deliveries
  const hint = last ? words.latencyOf(last.median_ms ?? 0, last.p95_ms ?? 0) : words.noDeliveries
  return (
    <Card title={words.latency} hint={hint}>
      <Lines
        h={height}
        label={words.latencyLabel}
        data={days.map(({ day, deliveries }) => ({
          day: dayName(day),
          median: deliveries.median_ms,
          p95: deliveries.p95_ms,
        }))}
        dataKey="day"
        dotProps={{ r: 2 }}
        activeDotProps={{ r: 4 }}
        connectNulls={false}
        series={[
          { name: 'median', label: words.median, color: 'green.7' },
          { name: 'p95', label: words.p95, color: 'orange.7' },
        ]}
        {...axes}
      />
    </Card>
  )
}

const axes = {
  tickLine: 'none',
  gridAxis: 'x',
  valueFormatter: (value: number) => formatNumber(value),
  xAxisProps: { minTickGap: 28 },
  yAxisProps: { width: 44, allowDecimals: false },
} as const

type CardProps = { readonly title: string; readonly hint: string; readonly children: ReactNode }

function Card({ title, hint, children }: CardProps) {
  return (
    <Paper withBorder p="md">
      <Title order={3} fz="sm" fw={600}>
        {title}
      </Title>
      <Text size="xs" c="dimmed" mb="md">
        {hint}
      </Text>
      {children}
    </Paper>
  )
}

function sumOf(days: readonly Day[], of: (day: Day) => number): number {
  return days.reduce((sum, day) => sum + of(day), 0)
}

/** Days are those of UTC, so they are written in UTC: elsewhere it may be another. */
function dayName(day: string): string {
  return new Intl.DateTimeFormat(languageOfPage(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(day),
  )
}
