import { dayPartitions } from './day-partitions.ts'

/** The days of the attempts to deliver. */
export const deliveryDays = dayPartitions('delivery_attempts', {
  idPrefix: 'attempt',
  // Rows are never touched again: vacuuming what is dropped in days is lost work.
  settings: 'autovacuum_vacuum_insert_threshold = -1',
})
