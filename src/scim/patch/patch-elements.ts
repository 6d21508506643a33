import type { Filter } from '../../model/filter.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import { distinctValues } from '../resource/distinct-values.ts'
import { checkImmutable } from '../resource/immutable-values.ts'
import { isPrimary, keepPrimary } from '../resource/primary-value.ts'
import type { Attribute } from '../schema/attribute.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { elementFromFilter, namesKindOfElement } from './element-from-filter.ts'
import type { PatchPath } from './patch-path.ts'
import { addValues, withoutValues } from './patch-values.ts'
import type { PatchOperation } from './read-patch.ts'

type Values = readonly Json[]

/** A step on some elements of a multi-valued attribute, or on a part of them: `emails[type eq "work"].value`. */
export type ElementStep = PatchOperation & { readonly path: PatchPath & { readonly attribute: Attribute } }

/** The values after a step on those elements that the path means: all of them when it has no filter. */
export function changeElements(values: Values, step: ElementStep, context: ReadingContext): Values {
  const { filter } = step.path
  const meant = values.map((value) => isJsonObject(value) && (filter === null || matchesFilter(filter, value)))
  if (!meant.includes(true)) return changeMissing(values, step, context)
  if (step.op === 'remove') {
    return values.flatMap((value, index) => (meant[index] ? withoutPart(value, step) : [value]))
  }

  const changed = values.map((value, index) =>
    meant[index] && isJsonObject(value) ? changedElement(value, step) : value,
  )
  const primary = changed.findIndex((value, index) => meant[index] && isPrimary(value))
  return primary < 0 ? changed : keepPrimary(changed, primary)
}

function changedElement(element: JsonObject, { op, path, value }: ElementStep): JsonObject {
  if (path.sub) return changedPart(element, { op, path, value }, path.sub)
  const said = isJsonObject(value) ? value : {}
  if (op === 'add') return { ...element, ...said }
  return { ...(path.filter && elementFromFilter(path.filter)), ...said }
}

function changedPart(element: JsonObject, { op, path, value }: ElementStep, sub: Attribute): JsonObject {
  const before = element[sub.name]
  const isMore = op === 'add' && Array.isArray(before) && Array.isArray(value)
  const after = isMore ? [...distinctValues(addValues(before, value, sub))] : value
  checkImmutable(sub, { before, after, text: path.text })
  return { ...element, [sub.name]: after }
}

function withoutPart(element: Json, { path, value }: ElementStep): Values {
  const { sub, text } = path
  if (!sub || !isJsonObject(element)) return []
  const { [sub.name]: before, ...rest } = element
  if (before === undefined) return [element]
  const kept = Array.isArray(before) && Array.isArray(value) ? withoutValues(before, value, sub) : []
  checkImmutable(sub, { before, after: kept.length > 0 ? [...kept] : undefined, text })
  if (kept.length > 0) return [{ ...rest, [sub.name]: [...kept] }]
  return isHollow(rest, sub) ? [] : [rest]
}

// What is left of an e-mail address without its value says nothing any more; without its type it is still one.
function isHollow(rest: JsonObject, lost: Attribute): boolean {
  const names = Object.keys(rest)
  return names.length === 0 || (!isLabel(lost.name) && names.every(isLabel))
}

function isLabel(name: string): boolean {
  return name === 'type' || name === 'primary' || name === 'display'
}

/**
 * RFC 7644 section 3.5.2.3 wants noTarget for a `replace` whose filter matches nothing; Entra expects the element to be
 * made. Without a filter there is just no value yet, and it is an `add`.
 */
function changeMissing(values: Values, step: ElementStep, context: ReadingContext): Values {
  const { op, path, value } = step
  if (op === 'remove') {
    if (path.filter === null || tolerates(context, 'remove_without_match')) return values
    throw noMatch(path)
  }
  const element = path.filter ? elementFromFilter(path.filter) : {}
  const mayMake = op === 'add' || path.filter === null || (path.sub && mayMakeKind(path.filter, path, context))
  if (!element || !mayMake) throw noMatch(path)
  const said = path.sub ? { [path.sub.name]: value } : isJsonObject(value) ? value : {}
  const made: JsonObject = { ...element, ...said }
  return isPrimary(made) ? keepPrimary([...values, made], values.length) : [...values, made]
}

function mayMakeKind(filter: Filter, { attribute }: ElementStep['path'], context: ReadingContext): boolean {
  return namesKindOfElement(filter, attribute) && tolerates(context, 'create_missing_element')
}

function noMatch(path: PatchPath) {
  return scimErrors.noTarget(`No value matches the path "${path.text.slice(0, 200)}".`)
}
