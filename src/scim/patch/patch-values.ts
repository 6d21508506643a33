import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { caseKey } from '../../model/user.ts'
import { isPrimary, keepPrimary } from '../resource/primary-value.ts'
import type { Attribute } from '../schema/attribute.ts'

type Values = readonly Json[]

/**
 * The values with new ones added. One that is there already is not added again (RFC 7644 section 3.5.2.1), but takes
 * over what the new one says beyond it; a new primary value takes the place of the old one.
 */
export function addValues(current: Values, added: Values, attribute: Attribute): Values {
  const values = [...current]
  const places = Map.groupBy(values.keys(), (index) => valueKey(values[index], attribute))
  let primary = -1
  for (const value of added) {
    const key = valueKey(value, attribute)
    const same = places.get(key) ?? []
    const index = same.find((place) => isSame(values[place], value, attribute)) ?? values.length
    if (index === values.length) places.set(key, [...same, index])
    values[index] = merged(values[index], value)
    if (isPrimary(value)) primary = index
  }
  return primary < 0 ? values : keepPrimary(values, primary)
}

/** The values without those that `listed` names, by their `value` or else by all that it says of them. */
export function withoutValues(current: Values, listed: Values, attribute: Attribute): Values {
  return current.filter((one) => !listed.some((other) => isNamedBy(one, other, attribute)))
}

function merged(before: Json | undefined, value: Json): Json {
  if (before === undefined) return value
  if (!isJsonObject(before) || !isJsonObject(value)) return before
  // They are the same but for case, so the old spelling stays.
  const kept = ['value', 'type'].filter((name) => before[name] !== undefined)
  return { ...before, ...value, ...Object.fromEntries(kept.map((name) => [name, before[name]])) }
}

/** Values that are the same have the same key, so that not every pair has to be compared. */
export function valueKey(value: Json | undefined, { byName }: Attribute): string {
  const significant = isJsonObject(value) ? value.value : value
  const isFolded = typeof significant === 'string' && !byName.get('value')?.caseExact
  return isFolded ? caseKey(significant) : String(significant)
}

function isSame(one: Json | undefined, other: Json, attribute: Attribute): boolean {
  if (one === undefined) return false
  if (!attribute.byName.size) return isEqual(one, other, attribute)
  if (!hasValue(one) || !hasValue(other)) return isDeepStrictEqual(one, other)
  const isSameType =
    one.type === undefined || other.type === undefined || isEqual(one.type, other.type, attribute.byName.get('type'))
  return isSameType && isEqual(one.value, other.value, attribute.byName.get('value'))
}

function isNamedBy(one: Json, listed: Json, attribute: Attribute): boolean {
  if (hasValue(listed)) return hasValue(one) && isSame(one, listed, attribute)
  if (!isJsonObject(one) || !isJsonObject(listed)) return isEqual(one, listed, attribute)
  return Object.keys(listed).every((name) => isEqual(one[name], listed[name], attribute.byName.get(name)))
}

function isEqual(one: Json | undefined, other: Json | undefined, attribute: Attribute | undefined): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || attribute?.caseExact) return one === other
  return caseKey(one) === caseKey(other)
}

function hasValue(value: Json): value is JsonObject {
  return isJsonObject(value) && value.value !== undefined
}
