import type { ApiClient, ApiObject } from './api-client.ts'
import type { Given } from './api-verb.ts'
import { field, show, time } from './show-object.ts'
import { type Column, formatFields, formatTable } from './table.ts'
import { UsageError } from './usage-error.ts'

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('PERSON', 'person_name'),
  field('ATTRIBUTE', 'attribute'),
  ['THE PERSON HAS', valueOfCase],
  ['DIRECTORIES SAY', saysOf],
  field('STATE', 'state'),
  time('SINCE', 'opened_at'),
]

/** Whether an id is that of a case about an attribute. */
export function isAttributeCase(id: string): boolean {
  return id.startsWith('attribute_case_')
}

/** Attributes about which directories of equal say differ, as a table. */
export function attributeCaseTable(cases: readonly ApiObject[]): string {
  return formatTable(cases, columns, '')
}

/** One of them, with what each directory says. */
export async function showAttributeCase(api: ApiClient, id: string): Promise<{ json: ApiObject; text: string }> {
  const json = await api.get(`/attribute_cases/${encodeURIComponent(id)}`)
  const head = formatFields([
    ['id', show(json.id)],
    ['person', `${show(json.person_name)} (${show(json.person_id)})`],
    ['attribute', show(json.attribute)],
    ['value', valueOfCase(json)],
    ['state', show(json.state)],
  ])
  const said: readonly Column<ApiObject>[] = [
    field('DIRECTORY', 'directory_name'),
    field('USER', 'directory_user_id'),
    ['SAYS', ({ value }) => (json.masked === true ? '(hidden)' : show(value))],
    ['CHOSEN', ({ directory_user_id: user }) => (user === json.chosen_user_id ? 'yes' : '-')],
  ]
  return { json, text: `${head}\n\n${formatTable(candidatesOf(json), said, 'Nobody says anything.')}` }
}

/** Says whose word counts, or takes back what was said. */
export async function decideAttributeCase(
  given: Given,
  api: ApiClient,
): Promise<{ readonly json: ApiObject; readonly text: string }> {
  const path = `/attribute_cases/${encodeURIComponent(given.argument('case'))}`
  const source = given.option('source')
  if (given.isSet('reopen') === (source !== undefined))
    throw new UsageError('Say one of --source <directory> and --reopen.')
  if (source === undefined) {
    const json = await api.post(`${path}/reopen`, {})
    const text =
      json.state === 'open' ? 'It is to be decided again.' : 'The directories agree: nothing is to be decided.'
    return { json, text }
  }
  const chosen = sourceOf(await api.get(path), source)
  const json = await api.post(`${path}/decide`, { directory_user_id: show(chosen.directory_user_id) })
  const text = `${show(json.person_name)} has the ${show(json.attribute)} of ${show(chosen.directory_name)} from now on.`
  return { json, text }
}

/** The candidate that is meant: by the id of its user, or by the id or name of its directory. */
function sourceOf(found: ApiObject, source: string): ApiObject {
  const candidates = candidatesOf(found)
  const meant = candidates.filter((one) =>
    [one.directory_user_id, one.directory_id, one.directory_name].some((name) => name === source),
  )
  const [only, ...others] = meant
  if (only && others.length === 0) return only
  const names = candidates.map((one) => `  ${show(one.directory_user_id)}  ${show(one.directory_name)}`).join('\n')
  const told = only ? 'Several candidates are called' : 'No candidate is called'
  throw new UsageError(`${told} "${source}". Name one by the id of its user:\n${names}`)
}

function candidatesOf({ candidates }: ApiObject): ApiObject[] {
  return candidates as ApiObject[]
}

function valueOfCase({ masked, value }: ApiObject): string {
  return masked === true ? '(hidden)' : show(value)
}

function saysOf(found: ApiObject): string {
  const says = candidatesOf(found).map((one) => {
    return `${show(one.directory_name)}: ${valueOfCase({ masked: found.masked, value: one.value })}`
  })
  return says.join(', ')
}
