import { z } from 'zod'
import type { JsonObject } from './json.ts'

/** The types of directories that Muster reads by itself. `gsuite directory` is WorkOS's word; the others are in its style. */
export const PullDirectoryType = z.enum(['okta', 'entra id', 'gsuite directory', 'active directory', 'ldap', 'csv'])
export type PullDirectoryType = z.infer<typeof PullDirectoryType>

/** Whether Muster reads the source of a directory of this type by itself; else the source pushes SCIM. */
export function isPulled({ type }: { readonly type: string }): boolean {
  return PullDirectoryType.safeParse(type).success
}

/**
 * One line of an attribute mapping: a target of the normalised user, and the CEL expression (or, in the simplest form, the
 * path) that gives its value from `user`, the source's record. Targets are `username`, `email`, `first_name`, `last_name`,
 * `name`, `job_title`, `emails`, `manager` and `custom_attributes.<name>`.
 */
export const MappingLine = z.object({
  target: z.string().min(1).max(120),
  expression: z.string().max(2000),
})
export type MappingLine = z.infer<typeof MappingLine>

/** What happens to a user who is still at the source but left the scope. */
export const LeavingScope = z.enum(['suspend', 'delete', 'keep'])
export type LeavingScope = z.infer<typeof LeavingScope>

/** Who of a source is synced: who satisfies all that is given. */
export const Scope = z.object({
  /** Ids of groups at the source; members of any of them, also by nested groups. */
  groups: z.array(z.string().min(1).max(500)).max(50).default([]),
  /** Organizational units, with all below them. */
  org_units: z.array(z.string().min(1).max(1000)).max(50).default([]),
  /** A CEL rule over `user`. What it cannot decide is out. */
  rule: z.string().max(4000).nullable().default(null),
  on_leave: LeavingScope.default('suspend'),
})
export type Scope = z.infer<typeof Scope>

const Limit = z.object({
  /** More than so many of a hundred … */
  percent: z.number().min(0).max(100),
  /** … and at least so many are held for a person to decide. */
  at_least: z.int().min(1).max(1_000_000),
})

/** From how much on a run's removals are held, counted per run and over the last 24 hours. */
export const Guards = z.object({
  users: Limit.default({ percent: 10, at_least: 5 }),
  groups: Limit.default({ percent: 20, at_least: 5 }),
  memberships: Limit.default({ percent: 20, at_least: 20 }),
  /** Users whose same attribute loses its value. */
  blanked: Limit.default({ percent: 20, at_least: 5 }),
})
export type Guards = z.infer<typeof Guards>

/** When a directory is read. */
export const Schedule = z.object({
  is_enabled: z.boolean().default(true),
  /** Minutes between runs that read what has changed, or everything where the source cannot tell. */
  interval_minutes: z.int().min(1).max(10_080).default(15),
  /** When everything is read anew: a cron expression in UTC. */
  full_cron: z.string().max(100).default('0 3 * * *'),
})
export type Schedule = z.infer<typeof Schedule>

/** How a directory is connected to the source that Muster reads. */
export type Connection = {
  readonly organizationId: string
  readonly directoryId: string
  readonly type: PullDirectoryType
  /** By the connector's schema, what is secret apart. */
  readonly settings: JsonObject
  readonly sealedSecrets: string | null
  /** The lines that differ from the connector's own mapping. */
  readonly mapping: readonly MappingLine[]
  readonly scope: Scope
  readonly guards: Guards
  readonly schedule: Schedule
  /** 1, 2, 3 …: grows when settings, mapping or scope change, and every record is evaluated anew. */
  readonly generation: number
  readonly nextRunAt: Date | null
  readonly lastSucceededAt: Date | null
  readonly lastFullAt: Date | null
  /** Since when no run is tried but a probe, and why; null while it works. */
  readonly quarantinedAt: Date | null
  readonly quarantineCode: string | null
  readonly quarantineText: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}
