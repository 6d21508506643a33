import { isPulled } from '../../model/connection.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { UserAttributes } from '../../model/user.ts'
import { scimOrigin } from '../../scim/resource/attribute-paths.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import type { UserSource } from '../../store/read-api-users.ts'
import type { ApiContext } from '../api-context.ts'
import type { Pulled } from '../explain/facts.ts'
import { readPulled } from '../explain/gather-facts.ts'

type Person = {
  readonly directory: DirectoryWithTotals
  readonly attributes: UserAttributes
  readonly source: UserSource
}

type Origin = Pick<Row, 'from' | 'is_own_mapping' | 'received' | 'reason'>
type Row = {
  readonly name: string
  readonly value: Json
  readonly from: string | null
  readonly is_own_mapping: boolean
  readonly received: Json
  readonly reason: string | null
}

/** Every attribute of a person with where it comes from: the path of the SCIM resource, or the line of the mapping. */
export async function userAttributes(context: ApiContext, person: Person): Promise<JsonObject> {
  const { source, attributes } = person
  const pulled = isPulled(person.directory) ? await readPulled(context, person.directory) : null
  const origin = pulled ? mappedOrigins(pulled, source.document) : scimOrigins(source.document)
  const values = namedValues(attributes)
  const names = new Set([...values.keys(), ...(pulled?.mapping.lines.map(({ target }) => target) ?? [])])
  return {
    object: 'directory_user_attributes',
    id: source.id,
    origin: pulled ? 'mapping' : 'scim',
    attributes: [...names].map((name): JsonObject => ({ name, value: values.get(name) ?? null, ...origin(name) })),
    document: source.document,
    received: source.received && { ...source.received },
  }
}

function scimOrigins(document: JsonObject): (name: string) => Origin {
  return (name) => {
    const found = scimOrigin(name, document)
    return { from: found?.path ?? null, is_own_mapping: false, received: found?.value ?? null, reason: null }
  }
}

function mappedOrigins({ mapping, connection }: Pulled, document: JsonObject): (name: string) => Origin {
  const lines = new Map(mapping.lines.map((line) => [line.target, line]))
  const own = new Set(connection.mapping.map(({ target }) => target))
  return (name) => {
    // Those that repeat a standard attribute follow its line.
    const target = lines.has(name) ? name : name.replace('custom_attributes.', '')
    const line = lines.get(target)
    if (!line) return { from: null, is_own_mapping: false, received: null, reason: null }
    const { value, problem, reason } = line.evaluate(document)
    return {
      from: line.expression,
      is_own_mapping: own.has(target),
      received: value,
      reason: problem?.text ?? reason ?? null,
    }
  }
}

function namedValues({ custom_attributes: custom, ...standard }: UserAttributes): Map<string, Json> {
  const own = Object.entries(custom).filter(([name]) => !(name in standard))
  return new Map<string, Json>([
    ...Object.entries<Json>({ ...standard, emails: standard.emails.map((email): JsonObject => ({ ...email })) }),
    ...own.map(([name, value]) => [`custom_attributes.${name}`, value ?? null] as const),
  ])
}
