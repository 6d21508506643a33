import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, required, wholeNumber } from './api-verb.ts'
import { explainedPerson } from './explained-person.ts'
import { attribute, findPerson } from './find-person.ts'
import { mergedPeople } from './merged-people.ts'
import { organizationOf } from './plan-files.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'

const organization = { organization: { type: 'string' } } as const

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'display_name'),
  field('STATUS', 'status'),
  ['MAIL', (person) => show(attribute(person, 'mail'))],
  ['NUMBER', (person) => show(attribute(person, 'employeeNumber'))],
  ['TITLE', (person) => show(attribute(person, 'title'))],
  ['DEPARTMENT', (person) => show(attribute(person, 'department'))],
]

const mostListed = 100

const list: Action = {
  takes: [],
  usage:
    '[--organization <id>] [--search <words>] [--status <status>]… [--team <id>] [--group <id>] [--directory <id>] [--limit <n>] [--all]',
  options: {
    ...organization,
    search: { type: 'string' },
    status: { type: 'string', multiple: true },
    team: { type: 'string' },
    group: { type: 'string' },
    directory: { type: 'string' },
    limit: { type: 'string' },
    all: { type: 'boolean' },
  },
  async run(given, api) {
    const query = await listQuery(given, await organizationOf(given, api))
    const limit = wholeNumber(given, 'limit') ?? mostListed
    const data = given.isSet('all')
      ? await api.list('/people', query)
      : ((await api.get(`/people?${new URLSearchParams({ ...query, limit: String(limit) })}`)).data as ApiObject[])
    return { json: { object: 'list', data }, text: formatTable(data, columns, 'There is nobody like that.') }
  },
}

async function listQuery(given: Given, organizationId: string): Promise<Record<string, string>> {
  const asked = Object.fromEntries(
    ['search', 'team', 'group', 'directory'].flatMap((name) => {
      const value = given.option(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const statuses = given.options('status')
  return { organization_id: organizationId, ...asked, ...(statuses.length > 0 && { statuses: statuses.join(',') }) }
}

const showOne: Action = {
  takes: ['person'],
  usage: '[--organization <id>]',
  options: organization,
  async run(given, api) {
    const json = await findPerson(given, api)
    const { data } = (await api.get(`/people/${show(json.id)}/memberships`)) as { data: ApiObject[] }
    const within = data
      .filter(({ missing }) => missing === null)
      .map(({ kind, object_id: id }) => `${show(kind)}/${show(id)}`)
    const values = Object.entries(json.attributes as ApiObject).map(([name, value]) => [name, show(value)] as const)
    const text = formatFields([
      ['id', show(json.id)],
      ['name', show(json.display_name)],
      ['status', show(json.status)],
      ['manager', show((json.manager as ApiObject | null)?.display_name ?? json.manager_named)],
      ...values,
      ['in', within.join(', ') || '-'],
    ])
    return { json: { ...json, memberships: data }, text }
  },
}

const explain: Action = {
  takes: ['person'],
  usage: '[--organization <id>]',
  options: organization,
  async run(given, api) {
    const { id } = await findPerson(given, api)
    const json = await api.get(`/people/${show(id)}/explain`)
    return { json, text: explainedPerson(json) }
  },
}

const linkColumns: readonly Column<ApiObject>[] = [
  field('USER', 'directory_user_id'),
  ['NAME', ({ user }) => show((user as ApiObject | null)?.name)],
  ['DIRECTORY', ({ directory, directory_id: id }) => show((directory as ApiObject | null)?.name ?? id)],
  ['MATCHED BY', matchedBy],
  ['PINNED', ({ pinned }) => (pinned === true ? 'yes' : '-')],
  time('LINKED', 'linked_at'),
]

function matchedBy({ rule, evidence, confidence }: ApiObject): string {
  const values = Object.entries((evidence ?? {}) as ApiObject).map(([name, value]) => `${name}=${show(value)}`)
  const sure = typeof confidence === 'number' && confidence < 1 ? ` (${Math.round(confidence * 100)}%)` : ''
  return `${values.join(' ') || show(rule)}${sure}`
}

const links: Action = {
  takes: ['person'],
  usage: '[--organization <id>]',
  options: organization,
  async run(given, api) {
    const { id } = await findPerson(given, api)
    const json = await api.get(`/people/${show(id)}/links`)
    return { json, text: formatTable(json.data as ApiObject[], linkColumns, 'The person is no user of any directory.') }
  },
}

const link: Action = {
  takes: ['person'],
  usage: '--user <id of a user> [--organization <id>]',
  options: { ...organization, user: { type: 'string' } },
  async run(given, api) {
    const user = required(given, 'user')
    const { id, display_name: name } = await findPerson(given, api)
    const json = await api.post(`/people/${show(id)}/links`, { directory_user_id: user })
    return { json, text: `${user} is ${show(name)} from now on. The rules of matching leave it alone.` }
  },
}

const unlink: Action = {
  takes: ['person'],
  usage: '--user <id of a user> [--to-rules] [--organization <id>]',
  options: { ...organization, user: { type: 'string' }, 'to-rules': { type: 'boolean' } },
  async run(given, api) {
    const user = required(given, 'user')
    const { id } = await findPerson(given, api)
    const path = `/people/${show(id)}/links/${encodeURIComponent(user)}`
    if (given.isSet('to-rules')) {
      const json = await api.post(`${path}/release`, {})
      const owner = json.person_id === undefined ? 'nobody yet' : show(json.person_id)
      return { json, text: `The rules of matching have decided: ${user} is ${owner}.` }
    }
    await api.delete(path)
    const text = `${user} is a person of its own. The rules of matching leave it alone; "--to-rules" lets them decide.`
    return { json: { directory_user_id: user, unlinked: true }, text }
  },
}

const merge: Action = {
  takes: ['person', 'other'],
  usage: '[--dry-run] [--organization <id>]',
  options: { ...organization, 'dry-run': { type: 'boolean' } },
  async run(given, api) {
    const { id } = await findPerson(given, api)
    const other = show((await findPerson(given, api, 'other')).id)
    const path = `/people/${show(id)}/merge`
    const json = given.isSet('dry-run')
      ? await api.get(`${path}?${new URLSearchParams({ person_id: other })}`)
      : await api.post(path, { person_id: other })
    return { json, text: mergedPeople(json, given.isSet('dry-run')) }
  },
}

/** `muster people list|show|explain|links|link|unlink|merge`. */
export const people: ApiVerb = {
  name: 'people',
  summary: 'look at the people of an organization: who they are, where each value comes from, which users they are',
  actions: { list, show: showOne, explain, links, link, unlink, merge },
  notes: `  A person is named by its id, or by words that only one has: a name, an address, an employee number.
  --organization   whose people; not needed for a key that opens one organization
  --status         pre_hire, active, on_leave, leaving or left
  --all            all of them, however many; without it the first ${mostListed}
  --dry-run        tells what a merge would do: "merge <person> <other>" makes the other this person, who stays
  --to-rules       leaves the user to the rules of matching again, instead of making it a person of its own`,
}
