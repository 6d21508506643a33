import { z } from 'zod'
import type { Connector, Listing, SourcePage } from '../../src/connectors/connector.ts'
import { userAt } from '../scim/user-at.ts'

const RECORDS = 500
const MEMBERS = 5000

/** The mapping of the users of a bench: what a connector's own is like. */
export const MAPPING = [
  { target: 'username', expression: 'user.userName' },
  { target: 'first_name', expression: 'user.name.givenName' },
  { target: 'last_name', expression: 'user.name.familyName' },
  { target: 'job_title', expression: 'user.title' },
  { target: 'emails', expression: 'user.emails' },
]

/** A source whose pages are made as they are asked for, each from a text as from a vendor; it takes the place of Okta's. */
export const generatedSource: Connector = {
  type: 'okta',
  title: 'Generated',
  settings: z.object({ users: z.number(), members: z.number() }),
  abilities: {
    incremental: false,
    reportsDeletions: false,
    nestedGroups: false,
    memberships: 'with_group',
    orgUnits: false,
    managers: false,
  },
  mapping: MAPPING,
  defaultIntervalMinutes: 1440,
  wakeUps: null,
  open: (settings) => {
    const { users, members } = z.object({ users: z.number(), members: z.number() }).parse(settings)
    return {
      check: async () => ({
        findings: [],
        users: { count: users, isAtLeast: false, sample: null },
        groups: { count: Math.ceil(members / MEMBERS), isAtLeast: false, sample: null },
        missing: [],
      }),
      full: () => listAll(users, members),
      findUsers: async () => [],
      close: async () => {},
    }
  },
}

/** Users, then groups, then members. */
async function* listAll(userCount: number, memberCount: number): Listing {
  for (let start = 0; start < userCount; start += RECORDS) {
    yield parse({
      users: Array.from({ length: Math.min(RECORDS, userCount - start) }, (_, place) => userOf(start + place)),
    })
  }
  const groupCount = Math.ceil(memberCount / MEMBERS)
  for (let start = 0; start < groupCount; start += RECORDS) {
    const length = Math.min(RECORDS, groupCount - start)
    yield parse({ groups: Array.from({ length }, (_, place) => groupOf(start + place)) })
  }
  for (let group = 0; group < groupCount; group += 1) {
    const length = Math.min(MEMBERS, memberCount - group * MEMBERS)
    // Steps through all users, so that each is in several groups.
    const memberIds = Array.from({ length }, (_, place) => userAt((group * MEMBERS + place) % userCount).externalId)
    yield parse({ members: [{ groupId: `g${group}`, memberIds }] })
  }
  return { cursor: null }
}

function parse(page: object): SourcePage {
  return JSON.parse(JSON.stringify({ ...page, resume: 'next' }))
}

function userOf(index: number) {
  const { externalId, ...attributes } = userAt(index)
  return { id: externalId, status: 'active', statusDetail: 'ACTIVE', attributes }
}

function groupOf(index: number) {
  return { id: `g${index}`, name: `Group ${index}`, attributes: { name: `Group ${index}` } }
}
