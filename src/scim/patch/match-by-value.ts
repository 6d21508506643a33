import { isJsonObject, type Json } from '../../model/json.ts'
import type { Attribute } from '../schema/attribute.ts'
import { valueKey } from './patch-values.ts'

type Values = readonly Json[]

/**
 * The values that are there, each with the `type` of the added one that has the same `value`. SCIM 1.1 merges by `value`
 * alone where that is unique (SCIM Protocol 1.1, section 3.3.2), and SCIM 2.0 by both.
 */
export function withTypesOf(added: Values, current: Values, attribute: Attribute): Values {
  const addedByKey = uniqueByValue(added, attribute)
  const unique = uniqueByValue(current, attribute)
  return current.map((value) => {
    const key = valueKey(value, attribute)
    const type = typeOf(addedByKey.get(key))
    return type === undefined || unique.get(key) !== value || !isJsonObject(value) ? value : { ...value, type }
  })
}

/** The values to remove, those that name one that is there by a unique `value` without anything else. */
export function withoutTypes(listed: Values, current: Values, attribute: Attribute): Values {
  const unique = uniqueByValue(current, attribute)
  return listed.map((value) => {
    const isNamed = isJsonObject(value) && value.value !== undefined && unique.has(valueKey(value, attribute))
    return isNamed ? { value: value.value } : value
  })
}

function typeOf(value: Json | undefined): Json | undefined {
  return isJsonObject(value) ? value.type : undefined
}

/** The values whose `value` no other one has, by its key. */
function uniqueByValue(values: Values, attribute: Attribute): ReadonlyMap<string, Json> {
  const unique = new Map<string, Json>()
  const repeated = new Set<string>()
  for (const value of values) {
    if (!isJsonObject(value) || value.value === undefined) continue
    const key = valueKey(value, attribute)
    if (unique.has(key)) repeated.add(key)
    unique.set(key, value)
  }
  for (const key of repeated) unique.delete(key)
  return unique
}
