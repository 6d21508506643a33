import { z } from 'zod'
import { Guards, LeavingScope, MappingLine, Schedule } from '../../model/connection.ts'
import { text } from '../validation.ts'

/** What is given of a connector's settings; its schema judges them with those that are stored. */
const Settings = z
  .record(z.string().max(120), z.unknown())
  .refine(isStorable, 'must not contain null bytes or broken characters')

/** Whether PostgreSQL can hold all texts of a value. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).flat().every(isStorable)
}

/** The mapping of a directory: a line per target, instead of the connector's own line for it. */
export const MappingBody = MappingLine.extend({ target: text(120).min(1), expression: text(2000) })
  .array()
  .max(200, 'must have at most 200 lines')

/** A scope, of which what is left out stays. */
export const ScopeBody = z.object({
  groups: text(500).min(1).array().max(50, 'must have at most 50 groups').optional(),
  org_units: text(1000).min(1).array().max(50, 'must have at most 50 units').optional(),
  rule: text(4000).nullable().optional(),
  on_leave: LeavingScope.optional(),
})

const GuardsBody = z.object({
  users: Guards.shape.users.removeDefault().optional(),
  groups: Guards.shape.groups.removeDefault().optional(),
  memberships: Guards.shape.memberships.removeDefault().optional(),
  blanked: Guards.shape.blanked.removeDefault().optional(),
})

const ScheduleBody = z.object({
  is_enabled: z.boolean().optional(),
  interval_minutes: Schedule.shape.interval_minutes.removeDefault().optional(),
  full_cron: text(100).optional(),
})

/** What somebody says of a connection; what is left out stays, or has its default. */
export const ConnectionBody = z.object({
  settings: Settings.optional().describe(
    "By the [connector's](#connector) schema. What is left out stays, secrets too; null takes a setting back to its default.",
  ),
  mapping: MappingBody.optional().describe(
    "Lines of `target` and `expression` that differ from the connector's own, all of them: see [mapping](sync.md#mapping).",
  ),
  scope: ScopeBody.optional().describe(
    '`groups`, `org_units`, `rule`, `on_leave`: see [scope](sync.md#scope). What is left out stays.',
  ),
  guards: GuardsBody.optional().describe(
    '`users`, `groups`, `memberships`, `blanked`, each with `percent` and `at_least`: see [guards](sync.md#guards). What is left out stays.',
  ),
  schedule: ScheduleBody.optional().describe(
    '`is_enabled`, `interval_minutes`, `full_cron`: see [schedule](sync.md#schedule). What is left out stays.',
  ),
})
export type ConnectionBody = z.output<typeof ConnectionBody>
