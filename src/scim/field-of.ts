import type { Json, JsonObject } from '../model/json.ts'

/** The value of a message's attribute, whatever the case of its name (RFC 7643 section 2.1). `name` is in lower case. */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((one) => one.toLowerCase() === name)
  return key === undefined ? undefined : object[key]
}
