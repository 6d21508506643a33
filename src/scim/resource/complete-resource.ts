import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import type { Attribute } from '../schema/attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'

/**
 * The last step of reading a resource, whole or patched: required attributes must have a value, and `schemas` lists the
 * extensions that have one (RFC 7643 section 3), whatever the client listed.
 */
export function completeResource(document: JsonObject, resourceType: ResourceType): JsonObject {
  const schemas = [resourceType.schema.id]
  requireValues(document, resourceType.schema.attributes)
  for (const { schema, required } of resourceType.extensions) {
    const values = document[schema.id]
    if (isJsonObject(values)) {
      schemas.push(schema.id)
      requireValues(values, schema.attributes)
      requireParts(values, schema.attributes)
    } else if (required) {
      throw scimErrors.invalidValue(`The extension ${schema.id} is required. Send its attributes.`)
    }
  }
  document.schemas = schemas
  return document
}

function requireValues(values: JsonObject, attributes: readonly Attribute[]): void {
  for (const { name, required, mutability } of attributes) {
    if (!required || mutability === 'readOnly' || hasValue(values[name])) continue
    throw scimErrors.invalidValue(`${name} is required and has no value. Map an attribute to it that everybody has.`)
  }
}

// The parts of what a body brings are required where it is read; a PATCH can take one away.
function requireParts(values: JsonObject, attributes: readonly Attribute[]): void {
  for (const { name, subAttributes } of attributes) {
    const value = values[name]
    if (value === undefined || !subAttributes.some(({ required }) => required)) continue
    for (const one of Array.isArray(value) ? value : [value]) if (isJsonObject(one)) requireValues(one, subAttributes)
  }
}

function hasValue(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return value !== undefined && value !== null
}
