import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { enterpriseUserSchema } from '../schema/enterprise-user.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { toScim2Urn } from './scim2-names.ts'

/**
 * A resource of SCIM 1.1 as SCIM 2.0 writes it: other URNs, and the manager's `managerId` as `value`. `schemas` need not
 * be given for the core's resources (Core Schema 1.1, section 5.1), so what it must have in 2.0 is added. What is no
 * object stays what it is, for the engine to refuse.
 */
export function toScim2Body(body: unknown, resourceType: ResourceType): unknown {
  if (!isJsonObject(body)) return body
  const translated: JsonObject = {}
  let listed: Json | undefined
  for (const key of Object.keys(body)) {
    const value = body[key]
    const name = toScim2Urn(key, resourceType)
    if (name.toLowerCase() === 'schemas') listed = value
    else if (name.toLowerCase() === enterpriseUserSchema.id.toLowerCase())
      translated[enterpriseUserSchema.id] = mergedExtension(translated[enterpriseUserSchema.id], value)
    else translated[name] = isNamedManager(name) ? toScim2Manager(value) : value
  }
  return { schemas: schemasOf(listed, translated, resourceType), ...translated }
}

function schemasOf(listed: Json | undefined, translated: JsonObject, resourceType: ResourceType): Json {
  const urns = (Array.isArray(listed) ? listed : [listed]).filter((urn) => typeof urn === 'string')
  const extensions = resourceType.extensions.map(({ schema }) => schema.id).filter((id) => isJsonObject(translated[id]))
  const known = urns.map((urn) => toScim2Urn(urn, resourceType))
  return [...new Set([resourceType.schema.id, ...known, ...extensions])]
}

// A template may have the extension under its 1.0 and its 2.0 URN.
function mergedExtension(before: Json | undefined, value: Json | undefined): Json | undefined {
  if (!isJsonObject(value)) return value
  const values = Object.entries(value).map(([key, part]) => [key, isNamedManager(key) ? toScim2Manager(part) : part])
  return { ...(isJsonObject(before) && before), ...Object.fromEntries(values) }
}

function toScim2Manager(manager: Json | undefined): Json | undefined {
  if (!isJsonObject(manager)) return manager
  const parts = Object.entries(manager).map(([key, part]) => [key.toLowerCase() === 'managerid' ? 'value' : key, part])
  return Object.fromEntries(parts)
}

function isNamedManager(key: string): boolean {
  return key.toLowerCase() === 'manager'
}
