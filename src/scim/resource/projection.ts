import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type Attribute, type AttributeNames, findAttribute, type Schema } from '../schema/attribute.ts'
import { findPath, keysOf } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'

/**
 * Which attributes an answer has (RFC 7644 section 3.9): everything that is returned by default, only those of
 * `selection`, or all but those. What is always or never returned stays so.
 */
export type Projection = {
  readonly resourceType: ResourceType
  readonly mode: 'everything' | 'only' | 'except'
  readonly selection: Selection
}

/** The attributes that were named, by their keys in the resource: the whole of one, or parts of it. */
export type Selection = ReadonlyMap<string, Selection | 'whole'>

/** The parameters that say which attributes an answer has. */
export type NamedAttributes = { readonly attributes?: unknown; readonly excludedAttributes?: unknown }

/** Reads `attributes` and `excludedAttributes`: comma-separated texts, or arrays of names as in the body of a search. */
export function parseProjection(query: NamedAttributes, resourceType: ResourceType): Projection {
  const only = namesIn(query.attributes, 'attributes')
  const except = namesIn(query.excludedAttributes, 'excludedAttributes')
  if (only.length > 0 && except.length > 0) {
    throw scimErrors.invalidValue('"attributes" and "excludedAttributes" exclude one another. Send one of them.')
  }
  const mode = only.length > 0 ? 'only' : except.length > 0 ? 'except' : 'everything'
  return { resourceType, mode, selection: selectionOf(only.length > 0 ? only : except, resourceType) }
}

/** The projection, with these attributes in it though they are returned on request only. */
export function showing(projection: Projection, requested: readonly (readonly string[])[]): Projection {
  const selection: OpenSelection = new Map()
  for (const keys of requested) select(selection, keys)
  return { ...projection, selection }
}

/** False when the answer will not have this attribute of the root, so that its values need not be loaded. */
export function includesAttribute({ mode, selection }: Projection, name: string): boolean {
  if (mode === 'only') return selection.has(name)
  return mode === 'everything' || selection.get(name) !== 'whole'
}

/** True when an answer shows all that is stored of a resource, so that nobody need look into it. */
export function showsEverything({ mode, resourceType }: Projection): boolean {
  return mode === 'everything' && !resourceType.hidesByDefault
}

/** The part of a resource that an answer shows. */
export function project(resource: JsonObject, projection: Projection): JsonObject {
  if (showsEverything(projection)) return resource
  const { resourceType, mode, selection } = projection
  const shown: JsonObject = {}
  for (const key of Object.keys(resource)) {
    const extension = resourceType.extensionByUrn.get(key.toLowerCase())
    const attribute = extension ? asAttribute(extension) : findAttribute(resourceType.byName, key)
    const value = attribute && shownPart(resource[key], attribute, { mode, named: selection.get(key) })
    if (value !== undefined) shown[key] = value
  }
  return shown
}

/** What the request said of one attribute. */
type Choice = { readonly mode: Projection['mode']; readonly named: Selection | 'whole' | undefined }

function shownPart(value: Json | undefined, attribute: Shown, { mode, named }: Choice): Json | undefined {
  if (attribute.returned === 'never') return undefined
  if (attribute.returned === 'always') return value
  if (named === undefined && (mode === 'only' || attribute.returned === 'request'))
    return alwaysReturned(value, attribute)
  if (named === 'whole' && mode === 'except') return alwaysReturned(value, attribute)
  if (attribute.byName.size === 0) return value
  const inner: Choice = { mode: named === 'whole' ? 'everything' : mode, named }
  return mapObjects(value, (object) => shownParts(object, attribute.byName, inner))
}

function shownParts(object: JsonObject, names: AttributeNames, { mode, named }: Choice): JsonObject {
  const shown: JsonObject = {}
  const selection = named === 'whole' ? undefined : named
  for (const key of Object.keys(object)) {
    const attribute = names.get(key)
    const value = attribute && shownPart(object[key], attribute, { mode, named: selection?.get(key) })
    if (value !== undefined) shown[key] = value
  }
  return shown
}

// A sub-attribute that is always returned brings its attribute with it (RFC 7643 section 7).
function alwaysReturned(value: Json | undefined, { byName }: Shown): Json | undefined {
  if (byName.size === 0) return undefined
  return mapObjects(value, (object) => {
    const shown: JsonObject = {}
    for (const key of Object.keys(object)) {
      const part = byName.get(key)
      if (!part) continue
      const kept = part.returned === 'always' ? object[key] : alwaysReturned(object[key], part)
      if (kept !== undefined) shown[key] = kept
    }
    return shown
  })
}

function mapObjects(value: Json | undefined, change: (object: JsonObject) => JsonObject): Json | undefined {
  if (!Array.isArray(value)) return isJsonObject(value) ? nonEmpty(change(value)) : value
  const changed = value.map((item) => mapObjects(item, change)).filter((item) => item !== undefined)
  return changed.length > 0 ? changed : undefined
}

function nonEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined
}

type Shown = Pick<Attribute, 'returned' | 'byName'>

function asAttribute({ byName }: Schema): Shown {
  return { returned: 'default', byName }
}

function namesIn(value: unknown, parameter: string): readonly string[] {
  if (value === undefined || value === null || value === '') return []
  const texts: unknown[] = Array.isArray(value) ? value : [value]
  return texts.flatMap((text) => {
    if (typeof text !== 'string')
      throw scimErrors.invalidValue(`"${parameter}" must be names of attributes, separated by commas.`)
    return text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
  })
}

type OpenSelection = Map<string, OpenSelection | 'whole'>

// Names that no schema has select nothing: an answer cannot have them anyway.
function selectionOf(names: readonly string[], resourceType: ResourceType): Selection {
  const selection: OpenSelection = new Map()
  const context = readingContext(dialectFor('generic scim v2.0'))
  for (const name of names) {
    if (name.toLowerCase() === resourceType.schema.id.toLowerCase()) selectCore(selection, resourceType)
    const found = findPath(name, resourceType, context)
    if (found) select(selection, keysOf(found))
  }
  return selection
}

function selectCore(selection: OpenSelection, resourceType: ResourceType): void {
  for (const { name } of resourceType.schema.attributes) selection.set(name, 'whole')
}

function select(selection: OpenSelection, [key, ...rest]: readonly string[]): void {
  const chosen = key === undefined ? 'whole' : selection.get(key)
  if (key === undefined || chosen === 'whole') return
  if (rest.length === 0) {
    selection.set(key, 'whole')
    return
  }
  const inner: OpenSelection = chosen ?? new Map()
  selection.set(key, inner)
  select(inner, rest)
}
