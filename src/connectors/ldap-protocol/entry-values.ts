import type { Entry } from 'ldapts'
import type { Json, JsonObject } from '../../model/json.ts'

/** The values of an attribute as text; none for an attribute that the entry does not have, whatever the case of its name. */
export function textsOf(entry: Entry, name: string): readonly string[] {
  return valuesOf(entry, name).filter((value) => typeof value === 'string')
}

/** The first value of an attribute as text. */
export function textOf(entry: Entry, name: string): string | null {
  return textsOf(entry, name)[0] ?? null
}

/** The first value of an attribute that was asked for as bytes. */
export function bytesOf(entry: Entry, name: string): Buffer | null {
  return valuesOf(entry, name).find((value) => Buffer.isBuffer(value)) ?? null
}

/** All values of an attribute. ldapts gives one value bare, several as an array, and none as an empty array. */
export function valuesOf(entry: Entry, name: string): readonly (string | Buffer)[] {
  const value = entry[name] ?? entry[Object.keys(entry).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name]
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/**
 * Attributes in the form in which mappings read them. Those of `lists` are always arrays, in a fixed order, since servers give
 * values in any; the others are the first value. What is not text is left out.
 */
export function readableAttributes(entry: Entry, names: readonly string[], lists: ReadonlySet<string>): JsonObject {
  const pairs = names.map((name): readonly [string, Json] | null => {
    const texts = textsOf(entry, name)
    if (texts.length === 0) return null
    return [name, lists.has(name) ? texts.toSorted() : (texts[0] ?? null)]
  })
  return Object.fromEntries(pairs.filter((pair) => pair !== null))
}
