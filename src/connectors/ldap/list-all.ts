import type { Entry } from 'ldapts'
import { z } from 'zod'
import type { Listing, SourcePage } from '../connector.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { allOf } from '../ldap-protocol/filters.ts'
import { changedSince, presentCursor } from './change-time.ts'
import { connectServer, type LdapReading, type Searched } from './directory.ts'
import { binaryOf, groupAttributes, readGroup } from './read-entry.ts'
import { memberPages, readUsers } from './tell-entries.ts'

/**
 * Where there are several bases, who moved from one that was still to be read to one that was read already is in none of both lists:
 * what changed since the beginning is read once more.
 */
const sections = ['users', 'moved users', 'groups', 'moved groups', 'members'] as const

/** How far a full listing has come: to one of the bases of a section. */
const Place = z.object({ cursor: z.string(), section: z.enum(sections), base: z.int().min(0) })
type Place = z.infer<typeof Place>

/** The most members of a page. */
export const membersAtOnce = 5000

/**
 * Lists all entries. The cookies of paged results end with their connection (RFC 2696), and servers give entries in no order that
 * they promise, so that there is no place within a list: one that broke off is read again from the beginning of its section
 * and base, and nobody can be missed. Records that did not change cost little the second time.
 */
export async function* listAll(reading: LdapReading, from: string | null, signal: AbortSignal): Listing {
  await using connection = await connectServer(reading, signal)
  const place = parsePlace(from)
  const cursor = place?.cursor ?? (await presentCursor(reading, connection))
  const first = place ? sections.indexOf(place.section) : 0
  for (const section of sections.slice(first)) {
    const { bases } = searchedIn(section, reading)
    const begin = place?.section === section ? place.base : 0
    for (const [base, name] of bases.entries()) {
      if (base < begin) continue
      const here: Place = { cursor, section, base }
      for await (const page of listBase(reading, connection, { section, name, cursor })) {
        yield { ...page, resume: JSON.stringify(here) }
      }
    }
  }
  return { cursor }
}

function parsePlace(from: string | null): Place | null {
  if (from === null) return null
  try {
    return Place.parse(JSON.parse(from))
  } catch {
    return null
  }
}

/** What a section looks for; nothing where it has nothing to add. */
function searchedIn(section: Place['section'], { users, groups }: LdapReading): Searched {
  const searched = section.endsWith('users') ? users : groups
  return section.startsWith('moved') && searched.bases.length < 2 ? { ...searched, bases: [] } : searched
}

type Told = Omit<SourcePage, 'resume'>

async function* listBase(
  reading: LdapReading,
  connection: LdapConnection,
  { section, name, cursor }: { readonly section: Place['section']; readonly name: string; readonly cursor: string },
): AsyncGenerator<Told> {
  const { filter } = searchedIn(section, reading)
  const { page_size } = reading.settings
  const wanted = section.startsWith('moved') ? allOf(filter, changedSince(cursor)) : filter
  const search = { base: name, filter: wanted, attributes: attributesOf(section, reading), binary: binaryOf(reading) }
  // Groups can be large, and all members of a page's groups come at once.
  const size = section === 'members' ? Math.min(page_size, 50) : page_size
  for await (const entries of connection.pages(search, size)) {
    if (section === 'members') yield* membersOf(entries, reading)
    else if (section.endsWith('groups')) yield { groups: entries.map((entry) => readGroup(entry, reading)) }
    else yield await readUsers(entries, reading, connection)
  }
}

function attributesOf(section: Place['section'], reading: LdapReading): readonly string[] {
  if (section.endsWith('users')) return reading.attributes.asked
  const { id_attribute, member_attribute } = reading.settings
  return section === 'members' ? [id_attribute, member_attribute] : groupAttributes(reading)
}

function* membersOf(entries: readonly Entry[], reading: LdapReading): Generator<Told> {
  for (const members of memberPages(entries, reading, membersAtOnce)) yield { members }
}
