import { isJsonObject, type Json } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'

const marker = 'bulkId:'

/** The resources that a Bulk request makes: by bulkId, the id that each will have and the operation that makes it. */
export type BulkTargets = ReadonlyMap<string, { readonly id: string; readonly index: number }>

/** A value without references, and the operations that it referred to. */
export type Resolved<T> = { readonly value: T; readonly requires: ReadonlySet<number> }

/**
 * Puts ids in the place of `bulkId:…` anywhere in a value (RFC 7644 section 3.7.2): whole texts, and inside of paths and
 * filters such as `members[value eq "bulkId:x"]`. The ids are given before anything is written, so that references may
 * go in circles.
 *
 * @throws ScimError `invalidValue` for a text that is a reference to nothing.
 */
export function resolveReferences<T extends Json>(value: T, targets: BulkTargets): Resolved<T> {
  const requires = new Set<number>()
  if (!hasReference(value)) return { value, requires }
  return { value: resolve(value, { targets, requires }) as T, requires }
}

// Most data has none, and looking is much cheaper than copying.
function hasReference(value: Json): boolean {
  if (typeof value === 'string') return value.includes(marker)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasReference)
  for (const key in value) if (hasReference(value[key] ?? null)) return true
  return false
}

type Resolving = { readonly targets: BulkTargets; readonly requires: Set<number> }

function resolve(value: Json, resolving: Resolving): Json {
  if (typeof value === 'string') return value.includes(marker) ? resolveText(value, resolving) : value
  if (Array.isArray(value)) return value.map((one) => resolve(one, resolving))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one ?? null, resolving)]))
}

function resolveText(text: string, resolving: Resolving): string {
  if (!text.startsWith(marker)) return resolveWithin(text, resolving)
  const id = idOf(text.slice(marker.length), resolving)
  if (id !== null) return id
  throw scimErrors.invalidValue(`"${text.slice(0, 120)}" refers to no POST of this request that has this bulkId.`)
}

function resolveWithin(text: string, resolving: Resolving): string {
  return text.replace(/bulkId:([^"/\]\s]+)/g, (whole, bulkId: string) => idOf(bulkId, resolving) ?? whole)
}

function idOf(bulkId: string, { targets, requires }: Resolving): string | null {
  const target = targets.get(bulkId)
  if (!target) return null
  requires.add(target.index)
  return target.id
}
