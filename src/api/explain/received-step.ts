import type { StoredScimRequest } from '../../model/scim-request.ts'
import { type Facts, type Pulled, problemsAt, type StepFinding } from './facts.ts'

/** Whether the source has told of the person, and when last. */
export function receivedStep(facts: Facts): StepFinding {
  const finding = facts.pulled ? readFrom(facts, facts.pulled) : pushedBy(facts)
  return { name: 'received', ...finding }
}

type Finding = Omit<StepFinding, 'name'>

function readFrom(facts: Facts, { connection, lastRun, openRun }: Pulled): Finding {
  if (facts.fresh) return readNow(facts.fresh)
  const at = connection.lastFullAt ?? connection.lastSucceededAt
  const [unreadable] = problemsAt(facts, 'source')
  if (unreadable) {
    const { text, lastSeenAt } = unreadable.problem
    return { state: 'not_ok', code: 'unreadable_at_source', facts: { reason: text }, at: lastSeenAt }
  }
  const gone = facts.removals.find(
    ({ kind, reason }) => kind === 'user' && (reason === 'absent' || reason === 'deleted'),
  )
  if (gone) return { state: 'not_ok', code: 'gone_from_source', at: gone.createdAt }
  if (facts.record || facts.problems.length > 0) {
    const kind = connection.lastFullAt ? 'full' : 'incremental'
    return {
      state: 'ok',
      code: 'read_in_run',
      facts: { kind },
      at: at ?? lastSeen(facts) ?? lastRun?.startedAt ?? null,
    }
  }
  if (facts.deleted) return { state: 'not_ok', code: 'gone_from_source', at: facts.deleted.deletedAt }
  if (facts.user) return { state: 'ok', code: 'imported', at: facts.user.user.createdAt }
  if (connection.lastFullAt === null) {
    return { state: 'unknown', code: 'not_read_yet', facts: { is_running: openRun !== null }, at: null }
  }
  return { state: 'not_ok', code: 'never_read', at: connection.lastFullAt }
}

function lastSeen({ problems }: Facts): Date | null {
  return problems.at(-1)?.problem.lastSeenAt ?? null
}

function readNow({ user, at }: NonNullable<Facts['fresh']>): Finding {
  if (!user) return { state: 'not_ok', code: 'not_found_now', at }
  return { state: 'ok', code: 'read_now', facts: { status: user.statusDetail }, at }
}

function pushedBy({ user, deleted, requests, directory }: Facts): Finding {
  if (user) {
    const { received } = user
    if (!received) return { state: 'ok', code: 'imported', at: user.user.createdAt }
    const facts = { method: received.method }
    return { state: 'ok', code: 'received_by_request', facts, at: new Date(received.at) }
  }
  if (deleted) return { state: 'not_ok', code: 'gone_from_source', at: deleted.deletedAt }
  const refused = requests.find(({ method, status }) => isWrite(method) && status >= 400)
  if (refused) return refusedRequest(refused)
  const looked = requests[0]
  if (looked) return { state: 'not_ok', code: 'only_looked_up', at: looked.at }
  if (directory.state === 'setup') return { state: 'unknown', code: 'nothing_received_yet', at: null }
  return { state: 'not_ok', code: 'never_received', at: null }
}

function refusedRequest({ method, status, responseBody, at }: StoredScimRequest): Finding {
  return { state: 'not_ok', code: 'refused_request', facts: { method, status, reason: detailIn(responseBody) }, at }
}

function isWrite(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH'
}

/** What an error said, in its own words; an empty text where it said nothing that can be read. */
export function detailIn(body: string | null): string {
  const detail = /"(?:detail|description)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body ?? '')?.[1]
  if (detail === undefined) return ''
  try {
    return String(JSON.parse(detail))
  } catch {
    return ''
  }
}
