import { isJsonObject, type JsonObject } from '../../model/json.ts'
import { type Attribute, findAttribute } from '../schema/attribute.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'

/**
 * Entra's AppRoleAssignmentsComplex sends each role as `{"value":"{\"id\":…,\"value\":\"25\",\"displayName\":\"R\"}"}`: a
 * JSON object in a string. Gives the element that it means, or the element itself when it is no such thing.
 * (Microsoft, "Tutorial: customize user provisioning attribute-mappings", provisioning a role.)
 */
export function unpackJsonString(element: JsonObject, attribute: Attribute, context: ReadingContext): JsonObject {
  const { value } = element
  if (typeof value !== 'string' || !value.startsWith('{') || attribute.byName.get('value')?.type !== 'string')
    return element
  const packed = parseObject(value)
  if (!packed || !tolerates(context, 'json_string_values')) return element

  const unpacked: JsonObject = { ...element }
  delete unpacked.value
  for (const [key, part] of Object.entries(packed)) {
    const name = key === 'displayName' ? 'display' : key
    if (findAttribute(attribute.byName, name)) unpacked[name] = part
  }
  return unpacked
}

function parseObject(text: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return isJsonObject(parsed) ? parsed : null
  } catch {
    return null
  }
}
