import { z } from 'zod'

/** What can be wrong with a directory. Codes stay what they are; texts may change. */
export const DirectoryProblemCode = z.enum([
  'quarantined',
  'no_usable_token',
  'run_failed',
  'not_synced',
  'waiting_for_decision',
  'paused',
  'nothing_received',
  'token_expiring',
  'records_refused',
  'schedule_off',
])
export type DirectoryProblemCode = z.infer<typeof DirectoryProblemCode>

/** What mends it. */
export const DirectoryFix = z.enum([
  'check_connection',
  'make_token',
  'run_again',
  'decide',
  'resume',
  'set_up',
  'rotate_token',
  'see_records',
  'enable_schedule',
])
export type DirectoryFix = z.infer<typeof DirectoryFix>

/** `error`: nothing comes in. `warning`: something does, or soon will not. `info`: somebody wanted it so. */
export const ProblemLevel = z.enum(['error', 'warning', 'info'])
export type ProblemLevel = z.infer<typeof ProblemLevel>

/** One thing that is wrong with a directory, since when, and what mends it. */
export type DirectoryProblem = {
  readonly code: DirectoryProblemCode
  readonly level: ProblemLevel
  readonly text: string
  readonly since: Date | null
  readonly fix: DirectoryFix
}
