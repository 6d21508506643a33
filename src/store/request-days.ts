import { dayPartitions } from './day-partitions.ts'

/** The days of the request log. */
export const requestDays = dayPartitions('scim_requests', {
  idPrefix: 'scim_request',
  // Rows stay whole up to a page, and are never touched again: vacuuming what is dropped in days is lost work.
  settings: 'toast_tuple_target = 8160, autovacuum_vacuum_insert_threshold = -1',
})
