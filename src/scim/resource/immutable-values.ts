import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import type { Attribute } from '../schema/attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { completeResource } from './complete-resource.ts'

/** What an attribute was and becomes; `text` names it to the reader of the error. */
export type ValueChange = {
  readonly before: Json | undefined
  readonly after: Json | undefined
  readonly text: string
}

/** Refuses to change an immutable attribute that has a value (RFC 7644 section 3.5.2). */
export function checkImmutable({ mutability }: Attribute, { before, after, text }: ValueChange): void {
  if (mutability !== 'immutable' || before === undefined || isDeepStrictEqual(before, after)) return
  throw scimErrors.mutability(`"${text}" has a value already and cannot be changed.`)
}

/** The same for all that the extensions of a resource hold. The elements of a multi-valued attribute come and go whole. */
export function checkImmutableValues(stored: JsonObject, document: JsonObject, resourceType: ResourceType): void {
  for (const { id, attributes } of resourceType.immutableExtensions) {
    checkParts(objectOf(stored[id]), objectOf(document[id]), attributes)
  }
}

/**
 * The document of a PUT as it replaces the stored one. Immutable attributes that it does not have keep their values, and
 * those that it has must have the stored ones (RFC 7644 section 3.5.1).
 */
export function withImmutableValues(document: JsonObject, stored: JsonObject, resourceType: ResourceType): JsonObject {
  let kept = document
  for (const { id, attributes } of resourceType.immutableExtensions) {
    const values = keptParts(objectOf(stored[id]), objectOf(document[id]), attributes)
    if (Object.keys(values).length > 0) kept = { ...kept, [id]: values }
  }
  if (kept === document) return document
  checkImmutableValues(stored, kept, resourceType)
  return completeResource(kept, resourceType)
}

function checkParts(stored: JsonObject, given: JsonObject, attributes: readonly Attribute[]): void {
  for (const attribute of attributes) {
    const { name, multiValued, subAttributes } = attribute
    checkImmutable(attribute, { before: stored[name], after: given[name], text: name })
    if (!multiValued) checkParts(objectOf(stored[name]), objectOf(given[name]), subAttributes)
  }
}

function keptParts(stored: JsonObject, given: JsonObject, attributes: readonly Attribute[]): JsonObject {
  const kept: JsonObject = { ...given }
  for (const { name, mutability, multiValued, subAttributes } of attributes) {
    const before = stored[name]
    if (before === undefined) continue
    if (mutability === 'immutable') kept[name] ??= before
    else if (!multiValued && isJsonObject(before)) {
      const parts = keptParts(before, objectOf(given[name]), subAttributes)
      if (Object.keys(parts).length > 0) kept[name] = parts
    }
  }
  return kept
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
