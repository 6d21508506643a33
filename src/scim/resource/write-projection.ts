import { isJsonObject, type JsonObject } from '../../model/json.ts'
import type { PatchOperation } from '../patch/read-patch.ts'
import type { Attribute } from '../schema/attribute.ts'
import { keysOf } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type NamedAttributes, type Projection, parseProjection, showing } from './projection.ts'

type Keys = readonly string[]

/**
 * Which attributes the answer to a write has. Those that are returned on request are in it too when the client wrote
 * them (RFC 7643 section 7, "returned"). `sent` is what was read of the body: a document, or the
 * steps of a PATCH.
 */
export function parseWriteProjection(
  query: NamedAttributes,
  resourceType: ResourceType,
  sent: JsonObject | readonly PatchOperation[],
): Projection {
  const projection = parseProjection(query, resourceType)
  if (projection.mode !== 'everything' || !resourceType.hidesByDefault) return projection
  const paths = isSteps(sent) ? sent.map(({ path }) => keysOf(path)) : keysIn(sent)
  const requested = resourceType.extensions.flatMap(({ schema }) => requestedKeys([schema.id], schema.attributes))
  return showing(
    projection,
    requested.filter((keys) => paths.some((path) => isWithin(path, keys) || isWithin(keys, path))),
  )
}

function isSteps(sent: JsonObject | readonly PatchOperation[]): sent is readonly PatchOperation[] {
  return Array.isArray(sent)
}

function keysIn(document: JsonObject): readonly Keys[] {
  return Object.entries(document).flatMap(([key, value]) =>
    isJsonObject(value) ? keysIn(value).map((rest) => [key, ...rest]) : [[key]],
  )
}

function requestedKeys(at: Keys, attributes: readonly Attribute[]): readonly Keys[] {
  return attributes.flatMap(({ name, returned, subAttributes }) =>
    returned === 'request' ? [[...at, name]] : requestedKeys([...at, name], subAttributes),
  )
}

function isWithin(path: Keys, outer: Keys): boolean {
  return outer.every((key, index) => path[index] === key)
}
