import { type Filter, GreaterThanEqualsFilter, PresenceFilter } from 'ldapts'
import { z } from 'zod'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { isBelow } from '../ldap-protocol/distinguished-name.ts'
import { textsOf } from '../ldap-protocol/entry-values.ts'
import { parseGeneralizedTime, toGeneralizedTime } from '../ldap-protocol/generalized-time.ts'
import { SourceError } from '../source-error.ts'
import type { LdapReading } from './directory.ts'

/** Where the changes after a listing begin: at a time by one of the attributes that say when an entry changed. */
const Cursor = z.object({ attribute: z.enum(['entryCSN', 'modifyTimestamp']), since: z.iso.datetime() })
type Cursor = z.infer<typeof Cursor>

/**
 * What changed up to so long before the last listing is told again: clocks of servers differ, and one that replicates gets entries
 * with older times.
 */
const overlapMs = 10 * 60_000
const anything = new PresenceFilter({ attribute: 'objectClass' })

/** The cursor of now. A server that tells its newest change is believed; else it is this machine's clock. */
export async function presentCursor(reading: LdapReading, connection: LdapConnection): Promise<string> {
  const { changes } = reading.settings
  const now = reading.tools.platform.clock.now()
  const newest = changes === 'modifyTimestamp' ? null : await newestChange(reading, connection)
  if (newest === null && changes === 'entryCSN') {
    const text = `${connection.host} does not tell its newest change (contextCSN). Enter its suffix, or choose "modifyTimestamp".`
    throw new SourceError('settings_invalid', text)
  }
  const cursor: Cursor = {
    attribute: newest === null ? 'modifyTimestamp' : 'entryCSN',
    since: new Date((newest ?? now).getTime() - overlapMs).toISOString(),
  }
  return JSON.stringify(cursor)
}

/** The filter for what changed since a cursor. */
export function changedSince(text: string): Filter {
  const cursor = parseCursor(text)
  const time = toGeneralizedTime(new Date(cursor.since))
  // A CSN is a time with microseconds, a count, the server and the change (draft-ietf-ldup-model section 7).
  const value = cursor.attribute === 'entryCSN' ? `${time.slice(0, -1)}.000000Z#000000#000#000000` : time
  return new GreaterThanEqualsFilter({ attribute: cursor.attribute, value })
}

function parseCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(text))
  } catch (error) {
    const message = 'The place at which changes go on cannot be read. Everything is read anew.'
    throw new SourceError('cursor_expired', message, { cause: error })
  }
}

/** Each server of a group of replicas has a CSN of its own; the oldest is where all are known. */
async function newestChange(reading: LdapReading, connection: LdapConnection): Promise<Date | null> {
  const base = reading.settings.change_base ?? (await suffixOf(reading, connection))
  if (base === null) return null
  const search = { base, scope: 'base', filter: anything, attributes: ['contextCSN'] } as const
  const [suffix] = await connection.search(search)
  const times = suffix ? textsOf(suffix, 'contextCSN').map((csn) => parseGeneralizedTime(csn.split('#')[0] ?? '')) : []
  const known = times.filter((time) => time !== null).map((time) => time.getTime())
  return known.length > 0 ? new Date(Math.min(...known)) : null
}

async function suffixOf({ users }: LdapReading, connection: LdapConnection): Promise<string | null> {
  const attributes = ['namingContexts']
  const [root] = await connection.search({ base: '', scope: 'base', filter: anything, attributes })
  const [base = ''] = users.bases
  return (root ? textsOf(root, 'namingContexts') : []).find((suffix) => isOf(base, suffix)) ?? null
}

const isOf = (base: string, suffix: string): boolean => suffix !== '' && isBelow(base, suffix)
