import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { evaluateFilter, type FilterTree } from './reference-filter.ts'
import { type ReferenceAttribute, referenceExtensions, referenceRoot, referenceUser } from './reference-schema.ts'

/** Where an operation points: to an attribute, some of its elements, a part of them, or an extension as a whole. */
export type ReferenceTarget = {
  readonly urn?: string | undefined
  readonly name?: string | undefined
  readonly filter?: FilterTree | undefined
  readonly sub?: string | undefined
}

/** An operation of a PATCH as a tree. Without `target` it has no path. */
export type ReferenceOperation = {
  readonly op: 'add' | 'replace' | 'remove'
  readonly target?: ReferenceTarget | undefined
  readonly value?: Json | undefined
}

/** That a PATCH is refused; `scimType` is null where RFC 7644 names none, and any will do. */
export class ReferenceRefusal extends Error {
  readonly scimType: string | null

  constructor(scimType: string | null) {
    super(`refused: ${scimType}`)
    this.scimType = scimType
  }
}

/** A change of one attribute, with a checked value: undefined for a `remove` of everything that the path means. */
type Change = {
  readonly op: 'add' | 'replace' | 'remove'
  readonly urn?: string | undefined
  readonly attribute: ReferenceAttribute
  readonly filter?: FilterTree | undefined
  readonly sub?: ReferenceAttribute | undefined
  readonly value?: Json | undefined
}

type Values = { [key: string]: Json | undefined }

/**
 * RFC 7644 section 3.5.2, sentence by sentence, over the attributes of `referenceRoot` and `referenceExtensions`; it
 * throws a `ReferenceRefusal`. It shares no code with the engine. Sections in the comments are those of RFC 7644 unless
 * they name another; "Open" marks what the RFC leaves to the server, and how we decided.
 */
export function referencePatch(document: JsonObject, operations: readonly ReferenceOperation[]): JsonObject {
  // Open: which of several errors is told. What is wrong whatever the resource holds comes first.
  const changes = operations.flatMap(changesOf)
  const patched = structuredClone(document) as Values
  // 3.5.2: "Operations are applied sequentially in the order they appear in the array." As nothing but the copy is
  // touched, a refusal leaves the resource as it was: "SHALL be treated as atomic".
  for (const change of changes) perform(patched, change)
  finish(patched)
  return patched
}

function refuse(scimType: string | null): never {
  throw new ReferenceRefusal(scimType)
}

function changesOf({ op, target, value }: ReferenceOperation): readonly Change[] {
  if (target) return changesAt({ op, target, value })
  // 3.5.2.2: "If 'path' is unspecified, the operation fails with HTTP status code 400 and a 'scimType' of 'noTarget'."
  if (op === 'remove') return refuse('noTarget')
  // 3.5.2.1, 3.5.2.3: without a path "the 'value' parameter contains a set of attributes".
  if (!isJsonObject(value)) return refuse('invalidValue')
  return Object.entries(value).flatMap(([name, each]) => {
    const isExtension = name in referenceExtensions
    if (!isExtension && !(name in referenceRoot)) return refuse(null)
    return changesAt({ op, target: isExtension ? { urn: name } : { name }, value: each })
  })
}

type Targeted = ReferenceOperation & { readonly target: ReferenceTarget }

function changesAt({ op, target, value }: Targeted): readonly Change[] {
  if (target.name === undefined) return changesOfExtension({ op, target, value })
  const attribute = attributesOf(target.urn)[target.name]
  // 3.12, table 9, invalidPath: "The 'path' attribute was invalid or malformed".
  if (!attribute) return refuse('invalidPath')
  const sub = target.sub === undefined ? undefined : attribute.parts?.[target.sub]
  if (target.sub !== undefined && !sub) return refuse('invalidPath')
  if (target.filter && !(attribute.isMany && attribute.parts)) return refuse('invalidPath')
  const change: Change = { op, urn: target.urn, attribute, filter: target.filter, sub }
  return op === 'remove' ? removals(change, value) : settings(change, value)
}

function attributesOf(urn: string | undefined): Readonly<Record<string, ReferenceAttribute>> {
  return urn === undefined ? referenceRoot : (referenceExtensions[urn] ?? refuse('invalidPath'))
}

// Open: an extension as the target. It is a set of attributes, as the resource itself is.
function changesOfExtension({ op, target, value }: Targeted): readonly Change[] {
  const attributes = attributesOf(target.urn)
  if (op === 'remove' || (op === 'replace' && value === null)) {
    return Object.values(attributes)
      .filter(({ mutability }) => mutability !== 'readOnly')
      .map((attribute): Change => ({ op: 'remove', urn: target.urn, attribute }))
  }
  if (value === null) return []
  if (!isJsonObject(value)) return refuse('invalidValue')
  return Object.entries(value).flatMap(([name, each]) => {
    if (!attributes[name]) return refuse(null)
    return changesAt({ op, target: { urn: target.urn, name }, value: each })
  })
}

// Open: a "remove" with a value, which 3.5.2.2 gives no meaning. It removes the listed values of a multi-valued attribute.
function removals(change: Change, value: Json | undefined): readonly Change[] {
  const { attribute, filter, sub } = change
  if (value === undefined || value === null || !attribute.isMany || filter || sub) return [change]
  if (attribute.mutability === 'readOnly') return [change]
  if (!Array.isArray(value)) return refuse('invalidValue')
  const listed = checked(value, attribute)
  return listed === undefined ? [] : [{ ...change, value: listed }]
}

function settings(change: Change, value: Json | undefined): readonly Change[] {
  const { op, attribute, filter, sub } = change
  // 3.5.2.1: "The operation MUST contain a 'value' member"; 3.12: "A required value was missing".
  if (value === undefined) return refuse('invalidValue')
  // RFC 7643 section 2.5: null is the same as unassigned. So nothing is added, or what is there is replaced by nothing.
  if (value === null) return op === 'add' ? [] : [{ ...change, op: 'remove' }]
  if (attribute.mutability === 'readOnly') return [{ ...change, value }]
  const isPart = !attribute.isMany && attribute.parts && !sub
  if (op === 'replace' && isPart && isJsonObject(value)) return replacedParts(change, value)
  const read =
    filter && !sub ? checkedElement(onlyOne(value), attribute) : checked(inList(value, change), sub ?? attribute)
  if (read !== undefined) return [{ ...change, value: read }]
  return op === 'add' ? [] : [{ ...change, op: 'remove' }]
}

// 3.5.2.3: "If the target location specifies a complex attribute, a set of sub-attributes SHALL be specified in the 'value'
// parameter that replaces any existing values or adds where an attribute did not previously exist. Sub-attributes that are
// not specified SHALL be left unchanged." One that is null is specified, and unassigned.
function replacedParts(change: Change, value: JsonObject): readonly Change[] {
  const read = checked(value, change.attribute)
  const cleared = Object.keys(value).filter((name) => value[name] === null)
  const removals = cleared.map((name): Change => ({ ...change, op: 'remove', sub: change.attribute.parts?.[name] }))
  return read === undefined ? removals : [{ ...change, value: read }, ...removals]
}

// 3.5.2.1: the value "MAY be a quoted value, or it may be a JSON object containing the sub-attributes of the complex
// attribute specified in the operation's 'path'": one of the values of a multi-valued attribute.
function inList(value: Json, { attribute, sub }: Change): Json {
  if (sub || !attribute.isMany || Array.isArray(value)) return value
  return attribute.parts && !isJsonObject(value) ? value : [value]
}

// Open: a list in the place of an element. A list of one is that one.
function onlyOne(value: Json): Json {
  return Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value
}

// 3.5.2: "Each operation against an attribute MUST be compatible with the attribute's mutability and schema". 3.12,
// invalidValue: "the value specified was not compatible with the operation or attribute type".
function checked(value: Json, attribute: ReferenceAttribute): Json | undefined {
  if (value === null) return undefined
  if (!attribute.isMany) return checkedElement(value, attribute)
  if (!Array.isArray(value)) return refuse('invalidValue')
  const values = value.map((each) => checkedElement(each, attribute)).filter((each) => each !== undefined)
  // RFC 7643 section 2.4: "The primary attribute value 'true' MUST appear no more than once."
  if (values.filter(isPrimary).length > 1) return refuse('invalidValue')
  return values.length > 0 ? withoutRepetitions(values) : undefined
}

function checkedElement(value: Json, { type, parts }: ReferenceAttribute): Json | undefined {
  if (value === null) return undefined
  if (!parts) return typeof value === type ? value : refuse('invalidValue')
  if (!isJsonObject(value)) return refuse('invalidValue')
  const read: Values = {}
  for (const [name, each] of Object.entries(value)) {
    const part = parts[name] ?? refuse(null)
    const found = checked(each ?? null, part)
    if (found !== undefined) read[name] = found
  }
  return Object.keys(read).length > 0 ? read : undefined
}

function perform(document: Values, change: Change): void {
  const { urn, attribute } = change
  refuseForbidden(change)
  const holder = holderOf(document, urn)
  const before = holder[attribute.name]
  const after = changedValue(before, change)
  // 3.5.2: "a client MAY 'add' a value to an 'immutable' attribute if the attribute had no previous value."
  const isChanged = before !== undefined && !isDeepStrictEqual(before, after)
  if (attribute.mutability === 'immutable' && isChanged) refuse('mutability')
  if (after === undefined) delete holder[attribute.name]
  else holder[attribute.name] = after
  if (urn === undefined) return
  // RFC 7643 section 2.5: an extension of which no attribute has a value is unassigned itself.
  if (Object.keys(holder).length > 0) document[urn] = holder
  else delete document[urn]
}

function refuseForbidden({ op, attribute, filter, sub }: Change): void {
  // 3.5.2: "a client MUST NOT modify an attribute that has mutability 'readOnly'".
  if (attribute.mutability === 'readOnly') refuse('mutability')
  // 3.5.2.2: "If an attribute is removed or becomes unassigned and is defined as a required attribute or a read-only
  // attribute, the server SHALL return […] a 'scimType' error code of 'mutability'."
  if (op === 'remove' && !filter && !sub && attribute.isRequired) refuse('mutability')
}

function holderOf(document: Values, urn: string | undefined): Values {
  if (urn === undefined) return document
  const values = document[urn]
  return isJsonObject(values) ? values : {}
}

// 3.5.2.2: "If no other values remain after removal of the selected values, the multi-valued attribute SHALL be considered
// unassigned."
function changedValue(before: Json | undefined, change: Change): Json | undefined {
  if (!change.attribute.isMany) return changedSingle(before, change)
  const values = changedList(Array.isArray(before) ? before : [], change)
  return values.length > 0 ? values : undefined
}

function changedSingle(before: Json | undefined, { op, attribute, sub, value }: Change): Json | undefined {
  if (!sub) {
    // 3.5.2.2: "If the target location is a single-value attribute, the attribute and its associated value is removed".
    if (op === 'remove') return undefined
    // 3.5.2.1, 3.5.2.3: "If the target location specifies a single-valued attribute, the existing value is replaced."
    if (!attribute.parts || !isJsonObject(before) || !isJsonObject(value)) return value
    // Open: what $ref and displayName of another manager are. RFC 7643 section 4.3 defines them as the manager's own.
    const isAnother = before.value !== undefined && value.value !== undefined && before.value !== value.value
    return isAnother ? value : { ...before, ...value }
  }
  const parts: Values = isJsonObject(before) ? { ...before } : {}
  if (op !== 'remove') return { ...parts, [sub.name]: value }
  delete parts[sub.name]
  // Open, for the same reason: what is left of a manager without an id.
  if (sub.name === 'value') delete parts.$ref
  if (sub.name === 'value') delete parts.displayName
  return Object.keys(parts).length > 0 ? parts : undefined
}

function changedList(values: readonly Json[], change: Change): Json[] {
  const { op, attribute, filter, sub, value } = change
  if (filter || sub) return changedElements(values, change)
  const given = Array.isArray(value) ? value : []
  if (op === 'add') return withAdded(values, given, attribute)
  // 3.5.2.3: "If the target location is a multi-valued attribute and no filter is specified, the attribute and all values
  // are replaced." 3.5.2.2: "[…] the attribute and all values are removed".
  if (op === 'replace') return [...given]
  return value === undefined ? [] : values.filter((one) => !given.some((listed) => isListed(one, listed, attribute)))
}

function changedElements(values: readonly Json[], change: Change): Json[] {
  const { op, filter, sub } = change
  const isMeant = (value: Json) => isJsonObject(value) && (!filter || evaluateFilter(filter, value))
  if (!values.some(isMeant)) return changedWithoutMatch(values, change)
  // 3.5.2.2: "the values matched by the filter are removed"; "Sub-attributes whose values have been removed SHALL be
  // considered unassigned."
  if (op === 'remove') {
    return values.flatMap((value) => (isMeant(value) ? (sub ? withoutPart(value, sub) : []) : [value]))
  }
  // 3.5.2.3: "all matching record values SHALL be replaced"; with a sub-attribute, "the matching sub-attribute of all
  // matching records is replaced".
  const changed = values.map((value) => (isMeant(value) ? changedElement(value, change) : value))
  // Open: which one is primary when several become so in one go. The first one.
  const primary = changed.findIndex((value, index) => isMeant(values[index] ?? null) && isPrimary(value))
  return primary < 0 ? changed : withPrimary(changed, primary)
}

function changedElement(element: Json, { op, filter, sub, value }: Change): Json {
  const before = isJsonObject(element) ? element : {}
  if (sub) return { ...before, [sub.name]: value }
  const said = isJsonObject(value) ? value : {}
  if (op === 'add') return { ...before, ...said }
  // Open: whether the new record keeps what the path says of it, where the value does not. It does.
  return { ...(filter && describedElement(filter)), ...said }
}

function changedWithoutMatch(values: readonly Json[], { op, filter, sub, value }: Change): Json[] {
  // 3.5.2.2 speaks of no error for what is not there; with a filter, table 9 has "noTarget […] when the 'path' value
  // contains a filter that yields no match".
  if (op === 'remove') return filter ? refuse('noTarget') : [...values]
  // 3.5.2.3: "[…] a valuePath filter has been supplied […] and no record match was made […] 'noTarget'".
  if (op === 'replace' && filter) return refuse('noTarget')
  // 3.5.2.1: "If the target location does not exist, the attribute and value are added." 3.5.2.3: "If the target location
  // path specifies an attribute that does not exist, the service provider SHALL treat the operation as an 'add'."
  // Open: adding to an element that is not there. It is made where the path says all of it, else there is no target.
  const described = filter ? describedElement(filter) : {}
  if (!described) return refuse('noTarget')
  const made: Values = { ...described, ...(sub ? { [sub.name]: value } : isJsonObject(value) ? value : {}) }
  return isPrimary(made) ? withPrimary([...values, made], values.length) : [...values, made]
}

// Open: what an element is that lost its value and has but labels left. It is none.
function withoutPart(element: Json, sub: ReferenceAttribute): Json[] {
  if (!isJsonObject(element) || !(sub.name in element)) return [element]
  const { [sub.name]: _, ...rest } = element
  const labels = ['type', 'primary', 'display']
  const isNothing = Object.keys(rest).every((name) => labels.includes(name) && !labels.includes(sub.name))
  return isNothing || Object.keys(rest).length === 0 ? [] : [rest]
}

/** What `type eq "work" and primary eq true` says of an element; null for what does not say it all. */
function describedElement(filter: FilterTree): Values | null {
  if (filter.is === 'compare' && filter.operator === 'eq' && filter.value !== null) {
    return { [filter.target.keys.join('.')]: filter.value }
  }
  if (filter.is !== 'and') return null
  const [left, right] = [describedElement(filter.left), describedElement(filter.right)]
  if (!left || !right) return null
  const isContradiction = Object.keys(left).some((name) => name in right && left[name] !== right[name])
  return isContradiction ? null : { ...left, ...right }
}

// 3.5.2.1: "If the target location specifies a multi-valued attribute, a new value is added"; "If the target location
// already contains the value specified, no changes SHOULD be made".
function withAdded(values: readonly Json[], given: readonly Json[], attribute: ReferenceAttribute): Json[] {
  let result = [...values]
  for (const value of given) {
    const index = result.findIndex((one) => isSameValue(one, value, attribute))
    const place = index < 0 ? result.length : index
    result[place] = merged(result[index], value)
    if (isPrimary(value)) result = withPrimary(result, place)
  }
  return result
}

// RFC 7643 section 2.4: "the same (type, value) combination" is one value. Open: an e-mail address of no type is the same
// as that of any type, and a value that is there takes over what the added one says beyond it.
function isSameValue(one: Json, other: Json, { parts, isExact }: ReferenceAttribute): boolean {
  if (!parts) return isEqualText(one, other, isExact)
  if (!isJsonObject(one) || !isJsonObject(other)) return false
  if (one.value === undefined || other.value === undefined) return isDeepStrictEqual(one, other)
  const isSameType = one.type === undefined || other.type === undefined || isEqualText(one.type, other.type, false)
  return isSameType && isEqualText(one.value, other.value, parts.value?.isExact)
}

function merged(before: Json | undefined, value: Json): Json {
  if (before === undefined) return value
  if (!isJsonObject(before) || !isJsonObject(value)) return before
  const { value: id = value.value, type = value.type } = before
  const result: Values = { ...before, ...value }
  if (id !== undefined) result.value = id
  if (type !== undefined) result.type = type
  return result
}

function isListed(one: Json, listed: Json, attribute: ReferenceAttribute): boolean {
  if (!isJsonObject(one) || !isJsonObject(listed)) return isEqualText(one, listed, attribute.isExact)
  if (listed.value !== undefined) return one.value !== undefined && isSameValue(one, listed, attribute)
  return Object.entries(listed).every(([name, value]) =>
    isEqualText(one[name], value, attribute.parts?.[name]?.isExact),
  )
}

// RFC 7643 section 2.2: "caseExact: […] values are compared" with or without regard to case.
function isEqualText(one: Json | undefined, other: Json | undefined, isExact: boolean | undefined): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || isExact) return isDeepStrictEqual(one, other)
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase()
}

// 3.5.2: "a PATCH operation that sets a value's 'primary' sub-attribute to 'true' SHALL cause the server to automatically
// set 'primary' to 'false' for any other values in the array." An absent one is false (RFC 7643 section 2.4).
function withPrimary(values: readonly Json[], place: number): Json[] {
  return values.map((value, index) =>
    index !== place && isJsonObject(value) && value.primary === true ? { ...value, primary: false } : value,
  )
}

function isPrimary(value: Json | undefined): boolean {
  return isJsonObject(value) && value.primary === true
}

function withoutRepetitions(values: readonly Json[]): Json[] {
  return values.filter((value, index) => values.findIndex((other) => isDeepStrictEqual(other, value)) === index)
}

function finish(document: Values): void {
  // RFC 7643 section 2.4: the same value twice is one value.
  for (const [urn, attributes] of [[undefined, referenceRoot], ...Object.entries(referenceExtensions)] as const) {
    const holder = urn === undefined ? document : document[urn]
    for (const name of Object.keys(attributes)) {
      const values = isJsonObject(holder) ? holder[name] : undefined
      if (isJsonObject(holder) && Array.isArray(values)) holder[name] = withoutRepetitions(values)
    }
  }
  // 3.12, invalidValue: "A required value was missing". RFC 7643 section 4.1.1: userName is "non-empty".
  if (typeof document.userName !== 'string' || document.userName.trim() === '') refuse('invalidValue')
  // 3.5.2: "adding [an attribute by its URN] automatically adds the value to the resource's 'schemas' attribute".
  document.schemas = [referenceUser, ...Object.keys(referenceExtensions).filter((urn) => urn in document)]
}
