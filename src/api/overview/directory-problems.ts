import type { DirectoryProblem, ProblemLevel } from '../../model/directory-problem.ts'
import type { DirectoryFacts } from '../../store/directory-health.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** How long a directory may go without a successful run: a day, and three times its interval. */
export function staleAfter(intervalMinutes: number): number {
  return Math.max(dayMs, 3 * intervalMinutes * 60_000)
}

const expiresSoon = 14 * dayMs

type Judge = (facts: DirectoryFacts, now: Date) => DirectoryProblem | null

const quarantined: Judge = ({ state, connection, updatedAt }) => {
  if (state !== 'quarantined') return null
  const text = connection?.quarantineText ?? 'It was stopped because its source could not be read again and again.'
  return {
    code: 'quarantined',
    level: 'error',
    text,
    since: connection?.quarantinedAt ?? updatedAt,
    fix: 'check_connection',
  }
}

const runFailed: Judge = ({ state, lastRun }) => {
  if (state === 'quarantined' || lastRun?.state !== 'failed') return null
  const text = lastRun.errorText ?? 'The last run failed.'
  return { code: 'run_failed', level: 'error', text, since: lastRun.finishedAt, fix: 'run_again' }
}

const notSynced: Judge = ({ state, connection, lastRun }, now) => {
  if (!connection?.isEnabled || lastRun?.state === 'failed' || (state !== 'active' && state !== 'setup')) return null
  const since = connection.lastSucceededAt ?? connection.createdAt
  if (now.getTime() - since.getTime() <= staleAfter(connection.intervalMinutes)) return null
  const text = connection.lastSucceededAt
    ? `No run has succeeded for ${spanOf(now.getTime() - since.getTime())}; one is due every ${spanOf(connection.intervalMinutes * 60_000)}.`
    : 'No run has ever succeeded.'
  return { code: 'not_synced', level: 'error', text, since, fix: 'run_again' }
}

const waiting: Judge = ({ waiting: { runs, held, since } }) => {
  if (runs === 0) return null
  const text = `${held === 1 ? '1 removal waits' : `${held} removals wait`} for a decision: more than the deletion guard lets through by itself.`
  return { code: 'waiting_for_decision', level: 'warning', text, since, fix: 'decide' }
}

const paused: Judge = ({ state, updatedAt, connection }) => {
  if (state !== 'inactive') return null
  const text = connection
    ? 'It is paused: its source is not read, and what it has stays readable.'
    : 'It is paused: what its identity provider sends is refused, and what it has stays readable.'
  return { code: 'paused', level: 'warning', text, since: updatedAt, fix: 'resume' }
}

const noUsableToken: Judge = ({ connection, tokens }) => {
  if (connection || tokens.usable > 0) return null
  const text = 'It has no bearer token that works, so everything that its identity provider sends is refused.'
  return { code: 'no_usable_token', level: 'error', text, since: tokens.usableUntil, fix: 'make_token' }
}

const nothingReceived: Judge = ({ state, connection, createdAt, tokens }) => {
  if (state !== 'setup' || connection || tokens.usable === 0) return null
  const text = tokens.lastUsedAt
    ? 'Its identity provider has connected, but sent nobody yet. Assign people or groups to the app there.'
    : 'Its identity provider has not connected yet. Give it the endpoint and the token, or send a set-up link.'
  return { code: 'nothing_received', level: 'info', text, since: createdAt, fix: 'set_up' }
}

const tokenExpiring: Judge = ({ connection, tokens: { usable, usableUntil } }, now) => {
  if (connection || usable === 0 || !usableUntil) return null
  const left = usableUntil.getTime() - now.getTime()
  if (left > expiresSoon) return null
  const text = `Its last bearer token ends in ${spanOf(left)}. Make its successor before, and nothing is refused.`
  return { code: 'token_expiring', level: 'warning', text, since: null, fix: 'rotate_token' }
}

const recordsRefused: Judge = ({ problems }) => {
  if (problems === 0) return null
  const records = problems === 1 ? '1 record' : `${problems >= 1000 ? '1,000 records or more' : `${problems} records`}`
  const text = `${records} of the source could not be taken as they are.`
  return { code: 'records_refused', level: 'warning', text, since: null, fix: 'see_records' }
}

const scheduleOff: Judge = ({ state, connection }) => {
  if (!connection || connection.isEnabled || state === 'inactive') return null
  const text = 'Its schedule is switched off: it is read only when somebody starts a run.'
  return { code: 'schedule_off', level: 'info', text, since: null, fix: 'enable_schedule' }
}

// In the order in which they are told: the first is the reason that a list shows.
const judges: readonly Judge[] = [
  quarantined,
  noUsableToken,
  runFailed,
  notSynced,
  waiting,
  paused,
  tokenExpiring,
  recordsRefused,
  nothingReceived,
  scheduleOff,
]

const rank: Readonly<Record<ProblemLevel, number>> = { error: 0, warning: 1, info: 2 }

/** What is wrong with a directory, the worst first; nothing for one that is being deleted. */
export function problemsOf(facts: DirectoryFacts, now: Date): DirectoryProblem[] {
  if (facts.state === 'deleting') return []
  const found = judges.map((judge) => judge(facts, now)).filter((problem) => problem !== null)
  return found.toSorted((one, other) => rank[one.level] - rank[other.level])
}

function spanOf(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} days`
  if (ms >= 2 * hourMs) return `${Math.floor(ms / hourMs)} hours`
  const minutes = Math.max(1, Math.floor(ms / 60_000))
  return minutes === 1 ? 'minute' : `${minutes} minutes`
}
