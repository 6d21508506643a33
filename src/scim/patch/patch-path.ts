import type { Filter } from '../../model/filter.ts'
import { scimErrors } from '../errors.ts'
import { parseElementFilter } from '../filter/parse-filter.ts'
import { type Attribute, findAttribute, type Schema } from '../schema/attribute.ts'
import { findPath } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { ReadingContext } from '../tolerances.ts'

/** What the `path` of a PATCH operation names (RFC 7644 section 3.5.2). */
export type PatchPath = {
  readonly text: string
  readonly extension: Schema | null
  /** Null when the path is the URN of an extension alone. */
  readonly attribute: Attribute | null
  /** Which elements of a multi-valued attribute are meant; its own attributes are within the element. */
  readonly filter: Filter | null
  readonly sub: Attribute | null
}

const maxPathLength = 10_000

/** Reads `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with or without a schema's URN, or a URN alone. */
export function parsePath(text: string, resourceType: ResourceType, context: ReadingContext): PatchPath {
  const path = findPatchPath(text, resourceType, context)
  if (path) return path
  throw scimErrors.invalidPath(`"${text.slice(0, 200)}" is not the path of an attribute of a ${resourceType.name}.`)
}

/** The same, but null when no schema has the attribute. */
export function findPatchPath(text: string, resourceType: ResourceType, context: ReadingContext): PatchPath | null {
  if (text.length > maxPathLength) throw scimErrors.invalidPath(`A path may have at most ${maxPathLength} characters.`)
  const trimmed = text.trim()
  if (trimmed.includes('[')) return findValuePath(trimmed, resourceType, context)
  const found = findPath(trimmed, resourceType, context)
  return found && { text: trimmed, ...found, filter: null }
}

function findValuePath(text: string, resourceType: ResourceType, context: ReadingContext): PatchPath | null {
  const bracket = text.indexOf('[')
  const end = text.lastIndexOf(']')
  const found = findPath(text.slice(0, bracket).trimEnd(), resourceType, context)
  if (!found?.attribute || found.sub || end < bracket) return null
  const { attribute } = found
  if (attribute.type !== 'complex' || !attribute.multiValued) {
    throw scimErrors.invalidPath(
      `"${attribute.name}" takes no filter in a path: it is not a multi-valued complex attribute.`,
    )
  }
  const tail = text.slice(end + 1).trim()
  const sub = tail.startsWith('.') ? findAttribute(attribute.byName, tail.slice(1)) : undefined
  if (tail !== '' && !sub) return null
  const filter = parseElementFilter(text.slice(bracket + 1, end), attribute, context)
  return { text, ...found, filter, sub: sub ?? null }
}
