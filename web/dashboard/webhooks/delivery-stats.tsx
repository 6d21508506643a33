import { SimpleGrid } from '@mantine/core'
import type { DeliveryStatistics } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { Stat } from '../../shared/stat.tsx'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'

const words = strings.stats

type DeliveryStatsProps = { readonly statistics: DeliveryStatistics; readonly isNarrow?: boolean }

/** How a destination fared in a day, in four numbers. */
export function DeliveryStats({ statistics, isNarrow = false }: DeliveryStatsProps) {
  const { delivered, failed, waiting_events: waiting, waiting_directories: directories } = statistics
  return (
    <SimpleGrid cols={isNarrow ? 2 : { base: 2, md: 4 }} spacing="sm">
      <Stat
        label={words.rate}
        value={words.rateOf(delivered, failed)}
        hint={words.calls(delivered, failed)}
        tone={failed > 0 && failed * 20 > delivered ? 'attention' : 'plain'}
      />
      <Stat label={words.median} value={words.milliseconds(statistics.median_ms)} hint={words.p95(statistics.p95_ms)} />
      <Stat
        label={words.waiting}
        value={formatNumber(waiting)}
        hint={directories > 0 || waiting === 0 ? words.waitingOf(directories) : undefined}
        tone={waiting > 0 ? 'attention' : 'plain'}
      />
      <Stat label={words.oldest} value={<Time at={statistics.oldest_waiting_at} missing={words.nothing} />} />
    </SimpleGrid>
  )
}
