import { type ReadingContext, tolerates } from '../tolerances.ts'
import { type Attribute, findAttribute, type Schema } from './attribute.ts'
import type { ResourceType } from './resource-type.ts'

/** What an attribute path names. `attribute` is null when it is the URN of an extension alone. */
export type FoundPath = {
  readonly extension: Schema | null
  readonly attribute: Attribute | null
  readonly sub: Attribute | null
}

/** A `FoundPath` that names an attribute. */
export type FoundAttribute = FoundPath & { readonly attribute: Attribute }

/**
 * Finds what `userName`, `name.givenName` or `urn:…:enterprise:2.0:User:manager.value` names, in any case (RFC 7644
 * section 3.10). A URN has colons and dots of its own, so the path is split after the longest one that is known.
 */
export function findPath(text: string, resourceType: ResourceType, context: ReadingContext): FoundPath | null {
  if (!/^(urn:|https?:)/i.test(text)) return findUnqualified(text, resourceType, context)
  const known = splitUrn(text, resourceType)
  if (!known) return null
  if (known.separator === '.' && !tolerates(context, 'dot_after_urn')) return null

  const extension = known.schema === resourceType.schema ? null : known.schema
  if (known.rest === '') return extension && { extension, attribute: null, sub: null }
  const names = extension ? extension.byName : resourceType.byName
  const found = findIn(names, known.rest)
  return found && { extension, ...found }
}

/** True for the URN of the resource type's core schema, in any case: its attributes are those of the root. */
export function isCoreUrn(text: string, { schema }: ResourceType): boolean {
  return text.length === schema.id.length && text.toLowerCase() === schema.id.toLowerCase()
}

/** The keys under which a resource holds what was found. */
export function keysOf({ extension, attribute, sub }: FoundPath): readonly string[] {
  const keys: string[] = []
  if (extension) keys.push(extension.id)
  if (attribute) keys.push(attribute.name)
  if (sub) keys.push(sub.name)
  return keys
}

function findUnqualified(text: string, resourceType: ResourceType, context: ReadingContext): FoundPath | null {
  const found = findIn(resourceType.byName, text)
  if (found) return { extension: null, ...found }
  for (const { schema } of resourceType.extensions) {
    const inExtension = findIn(schema.byName, text)
    if (!inExtension) continue
    return tolerates(context, 'unqualified_extension_attribute') ? { extension: schema, ...inExtension } : null
  }
  return null
}

function findIn(
  names: Schema['byName'],
  text: string,
): { readonly attribute: Attribute; readonly sub: Attribute | null } | null {
  const dot = text.indexOf('.')
  const attribute = findAttribute(names, dot < 0 ? text : text.slice(0, dot))
  if (!attribute) return null
  if (dot < 0) return { attribute, sub: null }
  const sub = findAttribute(attribute.byName, text.slice(dot + 1))
  return sub ? { attribute, sub } : null
}

type SplitUrn = { readonly schema: Schema; readonly separator: string; readonly rest: string }

function splitUrn(text: string, resourceType: ResourceType): SplitUrn | null {
  const lower = text.toLowerCase()
  let longest: Schema | null = null
  for (const schema of [resourceType.schema, ...resourceType.extensionByUrn.values()]) {
    const urn = schema.id.toLowerCase()
    const isPrefix = lower.startsWith(urn) && ['', ':', '.'].includes(lower.charAt(urn.length))
    if (isPrefix && schema.id.length > (longest?.id.length ?? 0)) longest = schema
  }
  if (!longest) return null
  return { schema: longest, separator: text.charAt(longest.id.length), rest: text.slice(longest.id.length + 1) }
}
