import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { patchUrn } from '../patch/read-patch.ts'
import { ignoreUnknown } from '../resource/read-attribute.ts'
import { type Attribute, findAttribute, type Schema } from '../schema/attribute.ts'
import { type FoundPath, findPath } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { ReadingContext } from '../tolerances.ts'
import { toScim2Path } from './scim2-names.ts'
import { toScim2Body } from './to-scim2-body.ts'

/** The resource that a PATCH is for. */
export type PatchTarget = {
  readonly resourceType: ResourceType
  readonly id: string
  readonly reading: ReadingContext
}

type Operation = { readonly op: 'add' | 'replace' | 'remove'; readonly path?: string; readonly value?: Json }

/** What the body says of one attribute. `path` is the attribute's, in SCIM 2.0 and in the schema's spelling. */
type Change = { readonly path: string; readonly attribute: Attribute; readonly value: Json }

/**
 * The PATCH of SCIM 1.1, a partial resource (SCIM Protocol 1.1, section 3.3.2), as one of SCIM 2.0. First goes what
 * `meta.attributes` names, then the rest is merged: single values are replaced, complex ones merged, and values of
 * multi-valued attributes added, merged or, with `"operation": "delete"`, removed. A PATCH of SCIM 2.0 stays as it is:
 * read as a partial resource it would be answered with success and change nothing.
 */
export function toScim2Patch(body: unknown, target: PatchTarget): JsonObject {
  if (!isJsonObject(body)) {
    throw scimErrors.invalidSyntax(`The body must be a JSON object: what changes of the ${target.resourceType.name}.`)
  }
  if (Array.isArray(fieldOf(body, 'Operations'))) return body
  const partial = toScim2Body(body, target.resourceType) as JsonObject
  const removed = removedPaths(partial, target)
  const changes = changesOf(partial, target)
  const given = new Set(changes.filter(isReplacement).map(({ path }) => path))
  return {
    schemas: [patchUrn],
    Operations: [
      ...[...removed].filter((path) => !given.has(path)).map((path): Operation => ({ op: 'remove', path })),
      ...changes.flatMap((change) => operationsOf(change, removed.has(change.path))),
      ...otherOperations(partial, target),
    ],
  }
}

/** The paths that `meta.attributes` names; those that no schema has are passed over. */
function removedPaths(partial: JsonObject, { resourceType, reading }: PatchTarget): ReadonlySet<string> {
  const meta = fieldOf(partial, 'meta')
  const listed = (isJsonObject(meta) && fieldOf(meta, 'attributes')) || []
  const paths = (Array.isArray(listed) ? listed : [listed]).flatMap((name) => {
    if (typeof name !== 'string') throw scimErrors.invalidValue('"meta.attributes" must be names of attributes.')
    const found = findPath(toScim2Path(name, resourceType), resourceType, reading)
    if (!found) ignoreUnknown(name, { context: reading, at: '"meta.attributes"' })
    return found ? [pathOf(found)] : []
  })
  return new Set(paths)
}

/** What the body says of attributes that a schema has and that can be written. */
function changesOf(partial: JsonObject, target: PatchTarget): readonly Change[] {
  return Object.keys(partial).flatMap((key) => {
    const found = foundByKey(key, target)
    const value = partial[key] ?? null
    if (found?.attribute) return changeOf(found, value)
    if (!found?.extension || !isJsonObject(value)) return []
    return extensionChanges(found.extension, value)
  })
}

function extensionChanges(extension: Schema, values: JsonObject): readonly Change[] {
  return Object.keys(values).flatMap((name) => {
    const attribute = findAttribute(extension.byName, name)
    return attribute ? changeOf({ extension, attribute, sub: null }, values[name] ?? null) : []
  })
}

function changeOf(found: FoundPath, value: Json): readonly Change[] {
  const { attribute } = found
  if (!attribute || attribute.mutability === 'readOnly' || attribute.name === 'schemas') return []
  return [{ path: pathOf(found), attribute, value }]
}

/** Finds the attribute or extension of a key. A key that is the path of a sub-attribute is none of 1.1. */
function foundByKey(key: string, { resourceType, reading }: PatchTarget): FoundPath | null {
  const found = findPath(key, resourceType, reading)
  return found?.sub ? null : found
}

// What is named in `meta.attributes` and given too is replaced. A required attribute could not be removed before.
function isReplacement({ attribute, value }: Change): boolean {
  return value !== null && (attribute.multiValued || attribute.type !== 'complex')
}

function operationsOf({ path, attribute, value }: Change, isRemoved: boolean): readonly Operation[] {
  if (!attribute.multiValued) return value === null && isRemoved ? [] : [{ op: 'replace', path, value }]
  const elements = Array.isArray(value) ? value : value === null ? [] : [value]
  const added = elements.filter((element) => !isDeletion(element)).map(withoutOperation)
  if (isRemoved) return value === null ? [] : [{ op: 'replace', path, value: added }]
  // Deletions first, so that what is deleted and added again in another form is there.
  const deleted = elements.filter(isDeletion).map(withoutOperation)
  return [
    ...(deleted.length > 0 ? [{ op: 'remove', path, value: deleted } as const] : []),
    ...(added.length > 0 ? [{ op: 'add', path, value: added } as const] : []),
  ]
}

/** What the engine decides about: what no schema has, and an `id` that is not the resource's. */
function otherOperations(partial: JsonObject, target: PatchTarget): readonly Operation[] {
  const unknown = Object.entries(partial).flatMap(([key, value]) => {
    const rest = unknownPart(value ?? null, foundByKey(key, target))
    return rest === undefined ? [] : [[key, rest] as const]
  })
  const id = fieldOf(partial, 'id') ?? target.id
  return [
    ...(unknown.length > 0 ? [{ op: 'replace', value: Object.fromEntries(unknown) } as const] : []),
    ...(id === target.id ? [] : [{ op: 'replace', path: 'id', value: id } as const]),
  ]
}

/** What of a key's value no schema has: all of it, or keys within an extension. */
function unknownPart(value: Json, found: FoundPath | null): Json | undefined {
  if (!found?.extension || found.attribute) return found ? undefined : value
  if (!isJsonObject(value)) return value
  const names = found.extension.byName
  const unknown = Object.entries(value).filter(([name]) => !findAttribute(names, name))
  return unknown.length > 0 ? Object.fromEntries(unknown) : undefined
}

function isDeletion(element: Json): boolean {
  const operation = isJsonObject(element) ? fieldOf(element, 'operation') : undefined
  return typeof operation === 'string' && operation.toLowerCase() === 'delete'
}

function withoutOperation(element: Json): Json {
  if (!isJsonObject(element)) return element
  return Object.fromEntries(Object.entries(element).filter(([key]) => key.toLowerCase() !== 'operation'))
}

function pathOf({ extension, attribute, sub }: FoundPath): string {
  const name = [attribute?.name ?? '', ...(sub ? [sub.name] : [])].join('.')
  if (!extension) return name
  return name === '' ? extension.id : `${extension.id}:${name}`
}

function fieldOf(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}
