import { z } from 'zod'
import type { MembershipReason } from '../model/person.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, wholeNumber } from './api-verb.ts'
import { explainedMembership, whyText } from './explained-membership.ts'
import { findPerson } from './find-person.ts'
import { organizationOf } from './plan-files.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'

type Kind = {
  readonly kind: 'Team' | 'Group' | 'OrgUnit'
  /** The verb, which is also what they are called: `muster teams`. */
  readonly verb: string
  /** What one is called on the command line: `<team>`. */
  readonly one: string
}

const organization = { organization: { type: 'string' } } as const
const mostListed = 100

async function pathOf(given: Given, api: ApiClient): Promise<string> {
  return `/organizations/${encodeURIComponent(await organizationOf(given, api))}/member_objects`
}

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'name'),
  ['LEAD', ({ lead }) => personText(lead)],
  field('MEMBERS', 'members'),
  ['UNDECIDED', ({ unknown }) => (unknown === 0 ? '-' : show(unknown))],
  ['FILE', ({ managed_by: place }) => placeText(place)],
]

function personText(named: unknown): string {
  const { display_name: name, ref } = (named ?? {}) as ApiObject
  return show(name ?? ref)
}

function placeText(place: unknown): string {
  const { file, line } = (place ?? {}) as ApiObject
  return file ? `${show(file)}:${show(line)}` : '-'
}

function listOf({ kind, verb }: Kind): Action {
  return {
    takes: [],
    usage: '[--organization <id>] [--search <words>] [--parent <id>] [--undecided]',
    options: {
      ...organization,
      search: { type: 'string' },
      parent: { type: 'string' },
      undecided: { type: 'boolean' },
    },
    async run(given, api) {
      const [search, parent] = [given.option('search'), given.option('parent')]
      const data = await api.list(await pathOf(given, api), {
        ...{ kinds: kind, ...(search && { search }), ...(parent && { parent }) },
        ...(given.isSet('undecided') && { undecided: 'true' }),
      })
      const none = `There are no ${verb.replace('-', ' ')} like that.`
      return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
    },
  }
}

function showOf({ kind, one }: Kind): Action {
  return {
    takes: [one],
    usage: '[--organization <id>]',
    options: organization,
    async run(given, api) {
      const json = await api.get(`${await pathOf(given, api)}/${kind}/${encodeURIComponent(given.argument(one))}`)
      return { json, text: formatFields(fieldsOf(json)) }
    },
  }
}

const Whole = z.object({
  children: z.object({ id: z.string(), members: z.int() }).array(),
  roles: z.object({ role: z.string(), people: z.record(z.string(), z.unknown()).array() }).array(),
})

/** The lines of one; of what it does not have there is none. */
function fieldsOf(json: ApiObject): (readonly [string, string])[] {
  const { children, roles } = Whole.parse(json)
  const lines: (readonly [string, string])[] = [
    ['id', show(json.id)],
    ['name', show(json.name)],
    ['description', show(json.description)],
    ['type', show(json.type)],
    ['lead', personText(json.lead)],
    ['above', show(json.parent)],
    ['org unit', show(json.org_unit)],
    ['below', show(children.map(({ id, members }) => `${id} (${members})`))],
    ['rule', show(json.rule)],
    ['members', `${show(json.members)}${json.mode ? `, ${show(json.mode)}` : ''}`],
    ['undecided', show(json.unknown)],
    ...roles.map(({ role, people }) => [role, show(people.map(personText))] as const),
    ['file', placeText(json.managed_by)],
  ]
  return lines.filter(([, value]) => value !== '-' && value !== '')
}

const memberColumns: readonly Column<ApiObject>[] = [
  ['ID', ({ person }) => show((person as ApiObject).id)],
  ['NAME', ({ person }) => show((person as ApiObject).display_name)],
  ['STATUS', ({ person }) => show((person as ApiObject).status)],
  time('SINCE', 'since'),
  ['WHY', ({ reasons, missing }) => show(missing ?? whyText(reasons as MembershipReason[]))],
]

function membersOf({ kind, one }: Kind): Action {
  return {
    takes: [one],
    usage: '[--organization <id>] [--search <words> | --undecided] [--limit <n>] [--all]',
    options: {
      ...organization,
      search: { type: 'string' },
      undecided: { type: 'boolean' },
      limit: { type: 'string' },
      all: { type: 'boolean' },
    },
    async run(given, api) {
      const search = given.option('search')
      const isUndecided = given.isSet('undecided')
      const object = `${await pathOf(given, api)}/${kind}/${encodeURIComponent(given.argument(one))}`
      const path = `${object}/${isUndecided ? 'undecided' : 'members'}`
      const query = { ...(search && { search }) }
      const limit = wholeNumber(given, 'limit') ?? mostListed
      const data = given.isSet('all')
        ? await api.list(path, query)
        : ((await api.get(`${path}?${new URLSearchParams({ ...query, limit: String(limit) })}`)).data as ApiObject[])
      const none = isUndecided ? 'Nobody is undecided.' : 'There is nobody like that in it.'
      return { json: { object: 'list', data }, text: formatTable(data, memberColumns, none) }
    },
  }
}

function explainOf({ kind, one }: Kind): Action {
  return {
    takes: [one, 'person'],
    usage: '[--organization <id>]',
    options: organization,
    async run(given, api) {
      const person = await findPerson(given, api)
      const object = `${kind}/${encodeURIComponent(given.argument(one))}`
      const json = await api.get(`/people/${show(person.id)}/memberships/${object}/explain`)
      return { json, text: explainedMembership(json, show(person.display_name)) }
    },
  }
}

function memberVerb(kind: Kind, summary: string): ApiVerb {
  const actions = { list: listOf(kind), show: showOf(kind), members: membersOf(kind), explain: explainOf(kind) }
  return {
    ...{ name: kind.verb, summary, actions },
    notes: `  --search      of ${kind.verb.replace('-', ' ')}: parts of the name or the id; of members: words of a name, an address or a number
  --parent      only those right below this one
  --undecided   those for which somebody is undecided; of members: who is, and what is missing
  --all         all members, however many; without it the first ${mostListed}

A person is named by its id, or by words that only one has: a name, an address, an employee number.`,
  }
}

/** `muster teams list|show|members|explain`. */
export const teams = memberVerb(
  { kind: 'Team', verb: 'teams', one: 'team' },
  'look at teams, squads and projects: who leads them, who is in them, and why',
)

/** `muster groups list|show|members|explain`. */
export const groups = memberVerb(
  { kind: 'Group', verb: 'groups', one: 'group' },
  'look at the groups of people: by which rule, who is in them, and why',
)

/** `muster org-units list|show|members|explain`. */
export const orgUnits = memberVerb(
  { kind: 'OrgUnit', verb: 'org-units', one: 'unit' },
  'look at departments and divisions: who leads them, who is in them, and why',
)
