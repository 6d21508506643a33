import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type Attribute, findAttribute, type Schema } from '../schema/attribute.ts'
import { isCoreUrn } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { completeResource } from './complete-resource.ts'
import { memberIdsOf } from './member-ids.ts'
import { ignoreUnknown, readAttribute, readParts } from './read-attribute.ts'
import { listedSchemas, requireSchema } from './read-schemas.ts'

/** A resource as it is stored. `memberIds` is null when the body does not name members: then they stay as they are. */
export type ReadResource = { readonly document: JsonObject; readonly memberIds: readonly string[] | null }

type Reading = {
  readonly resourceType: ResourceType
  readonly context: ReadingContext
  readonly listed: ReadonlySet<string>
  readonly document: JsonObject
}

/**
 * Reads the body of a POST or PUT as RFC 7643 describes it: names in any case, read-only attributes passed over, null
 * and empty the same as absent. Attributes that are never returned (password) are checked and then forgotten.
 */
export function readResource(body: unknown, resourceType: ResourceType, context: ReadingContext): ReadResource {
  if (!isJsonObject(body)) throw scimErrors.invalidSyntax(`The body must be a JSON object: a ${resourceType.name}.`)
  const listed = listedSchemas(body, context)
  requireSchema(listed, resourceType.schema.id, context)
  checkUnknownSchemas(listed, resourceType, context)

  const document: JsonObject = { schemas: [] }
  const reading: Reading = { resourceType, context, listed, document }
  let memberIds: readonly string[] | null = null
  const root = withCoreAtRoot(body, resourceType, context)
  for (const key of Object.keys(root)) {
    const value = root[key]
    const attribute = findAttribute(resourceType.byName, key)
    if (!attribute) readBeyondCore(key, value, reading)
    else if (attribute !== resourceType.membersAttribute) readRoot(attribute, value, reading)
    else if (value !== null) memberIds = memberIdsOf(readAttribute(value, attribute, { context, at: key }))
  }
  return { document: completeResource(document, resourceType), memberIds }
}

/** The body with what stands under the URN of the core schema, as if that were an extension, at its root. */
function withCoreAtRoot(body: JsonObject, resourceType: ResourceType, context: ReadingContext): JsonObject {
  const urn = Object.keys(body).find((key) => isCoreUrn(key, resourceType))
  const core = urn === undefined ? null : body[urn]
  if (urn === undefined || core === null || !tolerates(context, 'core_attributes_under_urn')) return body
  if (!isJsonObject(core)) throw scimErrors.invalidValue(`${urn} must be an object with attributes.`)
  const { [urn]: _, ...root } = body
  const names = new Map(Object.keys(root).map((key) => [key.toLowerCase(), key]))
  for (const key of Object.keys(core)) {
    const other = names.get(key.toLowerCase())
    if (other === undefined) continue
    throw scimErrors.invalidSyntax(`The body has "${other}" and, under "${urn}", "${key}". Send one of them.`)
  }
  return { ...root, ...core }
}

function readRoot(attribute: Attribute, value: unknown, { context, document }: Reading): void {
  if (attribute.mutability === 'readOnly' || attribute.name === 'schemas') return
  const read = readAttribute(value, attribute, { context, at: attribute.name })
  if (read !== undefined && attribute.returned !== 'never') document[attribute.name] = read
}

function readBeyondCore(key: string, value: Json | undefined, reading: Reading): void {
  const { resourceType, context, listed } = reading
  const urn = key.toLowerCase()
  const schema = resourceType.extensionByUrn.get(urn)
  if (value === null || value === undefined) return
  if (!schema) {
    readShortName(key, value, reading)
    return
  }
  if (!isJsonObject(value))
    throw scimErrors.invalidValue(`${schema.id} must be an object with the extension's attributes.`)
  if (!listed.has(urn) && !tolerates(context, 'unlisted_extension')) {
    throw scimErrors.invalidSyntax(`The body has attributes of "${schema.id}", which "schemas" does not list.`)
  }
  readExtension(schema, value, reading)
}

function readExtension(schema: Schema, value: JsonObject, { context, document }: Reading): void {
  const read = readParts(value, schema.byName, { context, at: schema.name })
  if (!read) return
  const before = document[schema.id]
  document[schema.id] = isJsonObject(before) ? { ...before, ...read } : read
}

function readShortName(key: string, value: Json, reading: Reading): void {
  const { resourceType, context } = reading
  const extension = resourceType.extensions.find(({ schema }) => findAttribute(schema.byName, key))
  if (extension && tolerates(context, 'unqualified_extension_attribute')) {
    readExtension(extension.schema, { [key]: value }, reading)
  } else {
    ignoreUnknown(key, { context, at: `the ${resourceType.name}` })
  }
}

function checkUnknownSchemas(listed: ReadonlySet<string>, resourceType: ResourceType, context: ReadingContext): void {
  const core = resourceType.schema.id.toLowerCase()
  for (const urn of listed) {
    if (urn === core || resourceType.extensionByUrn.has(urn) || tolerates(context, 'unknown_schemas')) continue
    throw scimErrors.invalidSyntax(`"schemas" lists "${urn.slice(0, 200)}", which no ${resourceType.name} has here.`)
  }
}
