import { Group, Text } from '@mantine/core'
import type { DeliveryStatistics } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { Sparkline } from '../../shared/sparkline.tsx'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'

type Statistics = DeliveryStatistics | undefined

/** The share of calls that were acknowledged in a day, and how many there were each hour. */
export function DeliveryRate({ statistics }: { readonly statistics: Statistics }) {
  if (!statistics) return '–'
  const { delivered, failed, hours } = statistics
  if (delivered + failed === 0) {
    return (
      <Text size="sm" c="dimmed">
        {strings.noCalls}
      </Text>
    )
  }
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" miw={52} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {strings.stats.rateOf(delivered, failed)}
      </Text>
      <Sparkline
        values={hours.map((hour) => hour.delivered + hour.failed)}
        title={strings.callsTitle(delivered, failed)}
      />
    </Group>
  )
}

/** How much waits, and since when. */
export function Waiting({ statistics }: { readonly statistics: Statistics }) {
  if (!statistics || statistics.waiting_events === 0) return '–'
  return (
    <>
      {formatNumber(statistics.waiting_events)}
      {statistics.oldest_waiting_at && (
        <Text size="xs" c="dimmed">
          <Time at={statistics.oldest_waiting_at} />
        </Text>
      )}
    </>
  )
}

/** Which types it gets, in a word. */
export function EventTypesText({ events }: { readonly events: readonly string[] }) {
  const text = events.includes('*') ? strings.allTypes : strings.types(events.length)
  return <span title={events.includes('*') ? undefined : events.join(', ')}>{text}</span>
}
