import {
  type DeliveryStatistics,
  type HourOfCalls,
  readDeliveryStatistics,
} from '../../delivery/delivery-statistics.ts'
import type { Destination } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ApiContext } from '../api-context.ts'

/** Gives what is added to the objects of destinations, when statistics are asked for. */
export async function statisticsOf(
  { database, platform }: ApiContext,
  include: readonly string[] | undefined,
  destinations: readonly Destination[],
): Promise<(destination: Destination) => JsonObject> {
  if (!include?.includes('statistics') || destinations.length === 0) return () => ({})
  const statistics = await readDeliveryStatistics(database, destinations, platform.clock.now())
  return ({ id }) => {
    const own = statistics.get(id)
    return own ? { statistics: toStatisticsObject(own) } : {}
  }
}

function toStatisticsObject(statistics: DeliveryStatistics): JsonObject {
  return {
    ...toCallsObject(statistics),
    waiting_events: statistics.waitingEvents,
    waiting_directories: statistics.waitingDirectories,
    oldest_waiting_at: statistics.oldestWaitingAt?.toISOString() ?? null,
    hours: statistics.hours.map((hour) => ({ hour: hour.hour.toISOString(), ...toCallsObject(hour) })),
  }
}

function toCallsObject({ delivered, failed, medianMs, p95Ms }: Omit<HourOfCalls, 'hour'>): JsonObject {
  return { delivered, failed, median_ms: medianMs, p95_ms: p95Ms }
}
