import { z } from 'zod'

/** A time as the API writes it: ISO 8601 in UTC, to the millisecond. */
export const Time = z.iso.datetime({ precision: 3 })

/** Where a thing may not have happened yet, or never will. */
export const TimeOrNull = Time.nullable()

/** Any JSON object: what is in it is said by others (a source, an operator). */
export const AnyObject = z.record(z.string(), z.unknown())

/** The times that every object has. */
export const times = {
  created_at: Time.describe('When it was made.'),
  updated_at: Time.describe('When it was last changed.'),
}

/** The ids that examples share, so that they tell one story. */
export const exampleIds = {
  organization: 'org_01KA3V7T8Q9W2E4R5T6Y7J8J9K',
  domain: 'org_domain_01KA3V7V4M6N8P0Q2R4S6T8V0W',
  directory: 'directory_01KA3V8C1H5N7M9P2Q4R6S8T0V',
  user: 'directory_user_01KA3VA0B2C4D6E8F0G2H4J6K8',
  group: 'directory_group_01KA3VB1C3D5E7F9G1H3J5K7M9',
  memberGroup: 'directory_group_01KA3VD3E5F7G9H1J3K5M7N9P1',
  token: 'directory_token_01KA3V8C1J3K5M7N9P1Q3R5S7T',
  key: 'api_key_01KA3V6S7T8V9W0X1Y2Z3A4B5C',
  syncRun: 'sync_run_01KA3VC8Q2S4T6V8W0X2Y4Z6A8',
  event: 'event_01KA3VA0B6D8F0H2K4N6Q8S0V2',
} as const
