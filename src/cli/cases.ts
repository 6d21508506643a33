import type { ApiClient, ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given } from './api-verb.ts'
import { attributeCaseTable, decideAttributeCase, isAttributeCase, showAttributeCase } from './attribute-cases.ts'
import { organizationOf } from './plan-files.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'
import { UsageError } from './usage-error.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('USER', 'directory_user_name'),
  field('DIRECTORY', 'directory_name'),
  field('WHY', 'reason'),
  field('RULE', 'rule'),
  ['MAY BE', ({ candidates }) => namesOf(candidates)],
  field('STATE', 'state'),
  time('SINCE', 'opened_at'),
]

function namesOf(candidates: unknown): string {
  return (
    (candidates as ApiObject[]).map((one) => `${show(one.display_name)} (${show(one.person_id)})`).join(', ') || '-'
  )
}

const list: Action = {
  takes: [],
  usage: '[--organization <id>] [--state open|decided|obsolete]',
  options: { organization: { type: 'string' }, state: { type: 'string' } },
  async run(given, api) {
    const organization = await organizationOf(given, api)
    const query = { organization_id: organization, state: given.option('state') ?? 'open' }
    const matches = await api.list('/match_cases', query)
    const attributes = await api.list('/attribute_cases', query)
    const tables = [
      ...(matches.length > 0 || attributes.length === 0
        ? [formatTable(matches, columns, 'There is nothing to decide.')]
        : []),
      ...(attributes.length > 0 ? [attributeCaseTable(attributes)] : []),
    ]
    return { json: { object: 'list', data: [...matches, ...attributes] }, text: tables.join('\n\n') }
  },
}

const showOne: Action = {
  takes: ['case'],
  usage: '',
  options: {},
  async run(given, api) {
    if (isAttributeCase(given.argument('case'))) return showAttributeCase(api, given.argument('case'))
    const json = await findCase(given, api)
    const people = json.people as ApiObject[]
    const rows = json.comparison as ApiObject[]
    const comparison: readonly Column<ApiObject>[] = [
      field('ATTRIBUTE', 'name'),
      ['THE USER', ({ user }) => show(user)],
      ...people.map(
        (person, index): Column<ApiObject> => [
          show(person.display_name),
          ({ people: values, agrees }) => {
            const value = show((values as unknown[])[index])
            return (agrees as boolean[])[index] ? `${value} =` : value
          },
        ],
      ),
    ]
    const head = formatFields([
      ['id', show(json.id)],
      ['user', `${show(json.directory_user_name)} (${show(json.directory_user_id)})`],
      ['why', `${show(json.reason)}, by ${show(json.rule)}`],
      ['may be', namesOf(json.candidates)],
      ['state', show(json.state)],
    ])
    return { json, text: `${head}\n\n${formatTable(rows, comparison, 'Nobody has any value.')}` }
  },
}

const decide: Action = {
  takes: ['case'],
  usage: '--link <person> | --new | --ignore | --source <directory> | --reopen',
  options: {
    link: { type: 'string' },
    new: { type: 'boolean' },
    ignore: { type: 'boolean' },
    source: { type: 'string' },
    reopen: { type: 'boolean' },
  },
  async run(given, api) {
    if (isAttributeCase(given.argument('case'))) return decideAttributeCase(given, api)
    const body = decisionOf(given)
    const id = given.argument('case')
    const json = await api.post(`/match_cases/${encodeURIComponent(id)}/decide`, body)
    const said = { link: `is ${body.person_id}`, new: 'is a person of its own', ignore: 'is nobody to know' }[
      body.action
    ]
    return { json, text: `${show(json.directory_user_name ?? json.directory_user_id)} ${said}.` }
  },
}

type Decision = { readonly action: 'link' | 'new' | 'ignore'; readonly person_id?: string }

function decisionOf(given: Given): Decision {
  const person = given.option('link')
  const said: Decision[] = [
    ...(person === undefined ? [] : [{ action: 'link', person_id: person } as const]),
    ...(given.isSet('new') ? [{ action: 'new' } as const] : []),
    ...(given.isSet('ignore') ? [{ action: 'ignore' } as const] : []),
  ]
  const [only, ...others] = said
  if (only && others.length === 0) return only
  throw new UsageError('Say one of --link <person>, --new and --ignore.')
}

function findCase(given: Given, api: ApiClient): Promise<ApiObject> {
  return api.get(`/match_cases/${encodeURIComponent(given.argument('case'))}`)
}

/** `muster cases list|show|decide`: of users, and of attributes. */
export const cases: ApiVerb = {
  name: 'cases',
  summary: 'decide whose a user is where rules cannot say, and whose word counts where directories differ',
  actions: { list, show: showOne, decide },
  notes: `  --link      it is this person, by its id; also one who was not proposed
  --new       it is somebody new
  --ignore    it is nobody who is to be known
  --source    of an attribute about which directories differ: whose word counts, by the name of the directory or the id of the user
  --reopen    of an attribute: takes back what was decided`,
}
