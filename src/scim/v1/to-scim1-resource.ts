import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { enterpriseUserSchema } from '../schema/enterprise-user.ts'
import { coreUrn, enterpriseUrn, toScim1Urn } from './scim2-names.ts'

/**
 * A resource of an answer as SCIM 1.1 writes it: its URNs, `managerId`, and a `meta` without the resource type, which 1.1
 * does not have (Core Schema 1.1, sections 5.1 and 7). URNs of custom extensions stay as they are.
 */
export function toScim1Resource(resource: JsonObject): JsonObject {
  const translated: JsonObject = {}
  for (const key of Object.keys(resource)) {
    const value = resource[key]
    if (key === 'schemas') translated.schemas = toScim1Schemas(value)
    else if (key === 'meta') translated.meta = withoutResourceType(value)
    else if (key === enterpriseUserSchema.id) translated[enterpriseUrn] = toScim1Enterprise(value)
    else translated[key] = value
  }
  return translated
}

/** A page of resources (SCIM Protocol 1.1, section 3.2.2), made from that of SCIM 2.0. */
export function toScim1List({ totalResults, itemsPerPage, startIndex, Resources }: JsonObject): JsonObject {
  const resources = Array.isArray(Resources) ? Resources.filter(isJsonObject) : []
  return {
    schemas: [coreUrn],
    totalResults,
    itemsPerPage: itemsPerPage ?? resources.length,
    startIndex: startIndex ?? 1,
    Resources: resources.map(toScim1Resource),
  }
}

function toScim1Schemas(schemas: Json | undefined): Json {
  const urns = Array.isArray(schemas) ? schemas : []
  return [...new Set(urns.map((urn) => toScim1Urn(String(urn))))]
}

function withoutResourceType(meta: Json | undefined): Json | undefined {
  if (!isJsonObject(meta)) return meta
  const { resourceType: _, ...rest } = meta
  return rest
}

function toScim1Enterprise(values: Json | undefined): Json | undefined {
  if (!isJsonObject(values) || !isJsonObject(values.manager)) return values
  const { value, ...rest } = values.manager
  return { ...values, manager: value === undefined ? rest : { managerId: value, ...rest } }
}
