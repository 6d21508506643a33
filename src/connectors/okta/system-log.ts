import type { SourceRemoval } from '../../model/source-record.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RawAnswer } from '../http/vendor-http.ts'
import { SourceError } from '../source-error.ts'
import { nextLink } from './next-link.ts'
import type { OktaApi } from './okta-api.ts'
import type { OktaCursor } from './position.ts'
import { OktaLogEntries } from './records.ts'

/** Only the System Log tells of users and groups that are deleted for good (Okta's "Event types"). */
const deletions: ReadonlyMap<string, SourceRemoval['kind']> = new Map([
  ['user.lifecycle.delete.initiated', 'user'],
  ['user.lifecycle.delete.completed', 'user'],
  ['group.lifecycle.delete', 'group'],
])

const hourMs = 3_600_000

/**
 * Where the System Log is followed from: an hour ago by Okta's clock, so that nothing is lost whatever the clock of this server says.
 * Ascending and without `until` Okta tells every entry in the order in which it was written ("System Log query", polling).
 */
export async function startOfLog(api: OktaApi, clock: Clock, signal: AbortSignal): Promise<OktaCursor> {
  const ask = (from: Date, accept: readonly number[]) => {
    const filter = [...deletions.keys()].map((type) => `eventType eq "${type}"`).join(' or ')
    const since = new Date(from.getTime() - hourMs).toISOString()
    const query = { since, sortOrder: 'ASCENDING', limit: 200, filter }
    return api.http.send({ path: '/api/v1/logs', query, schema: OktaLogEntries, accept, signal })
  }
  const ours = clock.now()
  const first = await ask(ours, [400])
  const theirs = oktaTimeOf(first, clock)
  const isClose = Math.abs(theirs.getTime() - ours.getTime()) < hourMs / 2
  const answer = isClose && first.body !== null ? first : await ask(theirs, [])
  const log = nextLink(answer)
  if (log === null) throw noLink()
  return { log, since: theirs.toISOString() }
}

/** What the log says since: who and what may be gone, and the link to go on with. `isEnd`: nothing more was there. */
export type LogPage = {
  readonly gone: readonly SourceRemoval[]
  readonly next: string
  readonly isEnd: boolean
  /** The time at Okta when it was asked. */
  readonly at: Date
}

/** Reads a page of the log behind a link. There is always a next link, also when there is nothing more. */
export async function readLog(
  api: OktaApi,
  { link, clock }: { readonly link: string; readonly clock: Clock },
  signal: AbortSignal,
): Promise<LogPage> {
  const answer = await api.http.send({ path: link, schema: OktaLogEntries, accept: [400], signal })
  if (answer.body === null) {
    const text =
      'Okta does not know the place in its System Log any more where the last run ended, so everything is read anew.'
    throw new SourceError('cursor_expired', text)
  }
  const next = nextLink(answer)
  if (next === null) throw noLink()
  return { gone: removalsIn(answer.body), next, isEnd: answer.body.length === 0, at: oktaTimeOf(answer, clock) }
}

function removalsIn(entries: OktaLogEntries): SourceRemoval[] {
  const found = new Map<string, SourceRemoval>()
  for (const { eventType, target } of entries) {
    const kind = deletions.get(eventType)
    const type = kind === 'user' ? 'User' : 'UserGroup'
    const id = target?.find((one) => one.type === type)?.id
    if (kind && id) found.set(`${kind} ${id}`, { kind, id })
  }
  return [...found.values()]
}

function oktaTimeOf({ headers }: Pick<RawAnswer, 'headers'>, clock: Clock): Date {
  const time = Date.parse(headers.date ?? '')
  return Number.isNaN(time) ? clock.now() : new Date(time)
}

function noLink(): SourceError {
  return new SourceError('unreadable', "Okta's System Log gave no link to go on with. Report this as a bug.")
}
