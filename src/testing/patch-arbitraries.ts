import fc from 'fast-check'
import type { Json, JsonObject } from '../model/json.ts'
import { filterTrees } from './filter-arbitraries.ts'
import type { FilterTarget, FilterTree } from './reference-filter.ts'
import type { ReferenceOperation, ReferenceTarget } from './reference-patch.ts'
import {
  type ReferenceAttribute,
  referenceCustom,
  referenceEnterprise,
  referenceExtensions,
  referenceRoot,
  referenceUser,
} from './reference-schema.ts'

// Few texts, so that values meet again, in other cases too.
const text = fc.constantFrom('a', 'A', 'b', 'ä', 'A\u0308', 'work', 'WORK', 'home', '')
const label = fc.constantFrom('work', 'WORK', 'home', 'other')

function valuesOf({ type, isMany, parts }: ReferenceAttribute): fc.Arbitrary<Json> {
  const one: fc.Arbitrary<Json> = parts ? objectsOf(parts) : type === 'boolean' ? fc.boolean() : text
  return isMany ? fc.array(one, { maxLength: 3 }).map(withOnePrimary) : one
}

function objectsOf(parts: Readonly<Record<string, ReferenceAttribute>>): fc.Arbitrary<JsonObject> {
  const model = Object.fromEntries(
    Object.values(parts).map((part) => [part.name, part.name === 'type' ? label : valuesOf(part)]),
  )
  return fc.record(model, { requiredKeys: [] })
}

function withOnePrimary(values: Json[]): Json[] {
  const first = values.findIndex((value) => isFlagged(value))
  return values.map((value, index) => (index !== first && isFlagged(value) ? { ...value, primary: false } : value))
}

function isFlagged(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.primary === true
}

/** Users as they are stored: without what has no value, and each value once. */
export const storedUsers: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.constantFrom('ada', 'Ada'),
    writable(referenceRoot),
    fc.option(writable(referenceExtensions[referenceEnterprise] ?? {}), { nil: {} }),
    fc.option(writable(referenceExtensions[referenceCustom] ?? {}), { nil: {} }),
  )
  .map(([userName, root, enterprise, custom]) => {
    const document = withoutNothing({
      ...root,
      userName,
      [referenceEnterprise]: enterprise,
      [referenceCustom]: custom,
    })
    const schemas = [referenceUser, ...Object.keys(referenceExtensions).filter((urn) => urn in document)]
    return { ...document, schemas }
  })

function writable(attributes: Readonly<Record<string, ReferenceAttribute>>): fc.Arbitrary<JsonObject> {
  const those = Object.entries(attributes).filter(([, { mutability }]) => mutability !== 'readOnly')
  return fc.record(Object.fromEntries(those.map(([name, one]) => [name, valuesOf(one)])), { requiredKeys: [] })
}

function withoutNothing(values: JsonObject): JsonObject {
  const kept = Object.entries(values).map(([name, value]) => [name, somethingOf(value ?? null)] as const)
  return Object.fromEntries(kept.filter(([, value]) => value !== null))
}

function somethingOf(value: Json): Json {
  if (Array.isArray(value)) {
    const texts = new Set(value.map((each) => JSON.stringify(sorted(somethingOf(each)))))
    const values = [...texts].map((each): Json => JSON.parse(each)).filter((each) => each !== null)
    return values.length > 0 ? values : null
  }
  if (typeof value !== 'object' || value === null) return value
  const kept = withoutNothing(value)
  return Object.keys(kept).length > 0 ? kept : null
}

function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

type Place = { readonly urn: string | undefined; readonly attribute: ReferenceAttribute }

const places: readonly Place[] = [
  ...Object.values(referenceRoot).map((attribute) => ({ urn: undefined, attribute })),
  ...Object.entries(referenceExtensions).flatMap(([urn, attributes]) =>
    Object.values(attributes).map((attribute) => ({ urn, attribute })),
  ),
]

const op = fc.constantFrom('add', 'replace', 'remove')

/** Operations of every kind, most of them right. */
export const patchOperations: fc.Arbitrary<ReferenceOperation> = fc.oneof(
  { arbitrary: fc.oneof(...places.filter(isReadOnly).map(operationsAt)), weight: 1 },
  { arbitrary: fc.oneof(...places.filter((place) => !isReadOnly(place)).map(operationsAt)), weight: 15 },
  {
    arbitrary: fc.oneof(...places.filter(({ attribute }) => isPlural(attribute)).map(operationsAt)),
    weight: 15,
  },
  { arbitrary: fc.oneof(...places.filter(({ attribute }) => isMerged(attribute)).map(operationsAt)), weight: 8 },
  { arbitrary: fc.record({ op: fc.constantFrom('add', 'replace'), value: keyedValues() }), weight: 6 },
  { arbitrary: fc.oneof(...Object.keys(referenceExtensions).map(operationsOfExtension)), weight: 2 },
  { arbitrary: wrongOperations(), weight: 1 },
)

function isReadOnly({ attribute }: Place): boolean {
  return attribute.mutability === 'readOnly'
}

function isMerged({ isMany, parts, mutability }: ReferenceAttribute): boolean {
  return !isMany && parts !== undefined && mutability === undefined
}

function isPlural({ isMany, parts, mutability }: ReferenceAttribute): boolean {
  return isMany === true && parts !== undefined && mutability === undefined
}

function operationsAt({ urn, attribute }: Place): fc.Arbitrary<ReferenceOperation> {
  const { name, parts } = attribute
  const whole: ReferenceTarget = { urn, name }
  const targets: fc.Arbitrary<ReferenceOperation>[] = []
  const filters = isPlural(attribute) ? filtersOf(attribute) : null
  for (const part of Object.values(parts ?? {})) {
    targets.push(withValues({ ...whole, sub: part.name }, part))
    if (filters) targets.push(filtered(filters, withValues({ ...whole, sub: part.name }, part)))
  }
  const element = withValues(whole, { ...attribute, isMany: false })
  if (filters) targets.push(filtered(filters, element), element)
  return fc.oneof({ arbitrary: withValues(whole, attribute), weight: Math.max(targets.length, 1) }, ...targets)
}

function filtered(
  filters: fc.Arbitrary<FilterTree>,
  operations: fc.Arbitrary<ReferenceOperation>,
): fc.Arbitrary<ReferenceOperation> {
  return fc.tuple(filters, operations).map(([filter, each]) => ({ ...each, target: { ...each.target, filter } }))
}

function withValues(target: ReferenceTarget, attribute: ReferenceAttribute): fc.Arbitrary<ReferenceOperation> {
  const value = fc.oneof(
    { arbitrary: valuesOf(attribute), weight: 24 },
    { arbitrary: nulledParts(attribute), weight: attribute.parts && !attribute.isMany ? 24 : 3 },
    { arbitrary: fc.constantFrom<Json>('x', true, 7, { shoeSize: 1 }), weight: 1 },
  )
  const valued = fc.record({ op, target: fc.constant(target), value })
  const isListed = attribute.isMany === true
  return fc.oneof(
    {
      arbitrary: valued.map((each) => (each.op === 'remove' && !isListed ? { op: each.op, target } : each)),
      weight: 9,
    },
    { arbitrary: fc.constant<ReferenceOperation>({ op: 'remove', target }), weight: 2 },
  )
}

function nulledParts({ parts, isMany }: ReferenceAttribute): fc.Arbitrary<Json> {
  if (!parts || isMany) return fc.constant(null)
  const model = Object.values(parts).map((part) => [part.name, fc.option(valuesOf(part), { freq: 1 })] as const)
  const nothing = fc.constantFrom<Json[]>(null, {})
  return fc.oneof(nothing, fc.record(Object.fromEntries(model), { requiredKeys: [] }))
}

function keyedValues(): fc.Arbitrary<JsonObject> {
  const entries = places
    .filter((place) => place.urn === undefined && !isReadOnly(place))
    .map(({ attribute }) =>
      fc.tuple(fc.constant(attribute.name), fc.oneof({ arbitrary: valuesOf(attribute), weight: 8 }, fc.constant(null))),
    )
  const extensions = Object.entries(referenceExtensions).map(([urn, attributes]) =>
    fc.tuple(fc.constant(urn), writable(attributes)),
  )
  return fc
    .array(fc.oneof({ arbitrary: fc.oneof(...entries), weight: 3 }, ...extensions), { maxLength: 3 })
    .map((each): JsonObject => Object.fromEntries(each))
}

function operationsOfExtension(urn: string): fc.Arbitrary<ReferenceOperation> {
  const value = fc.oneof<fc.Arbitrary<Json>[]>(
    writable(referenceExtensions[urn] ?? {}),
    fc.constant(null),
    fc.constant('x'),
  )
  return fc.record({ op, target: fc.constant({ urn }), value })
}

function wrongOperations(): fc.Arbitrary<ReferenceOperation> {
  const target = fc.constantFrom<ReferenceTarget[]>(
    { name: 'shoeSize' },
    { name: 'name', sub: 'shoeSize' },
    { name: 'title', sub: 'value' },
    { urn: referenceEnterprise, name: 'shoeSize' },
    { name: 'name', filter: { is: 'present', target: { kind: 'text', keys: ['givenName'] } } },
    { name: 'title' },
  )
  const missing = fc.record({ op: fc.constantFrom('add', 'replace'), target })
  const unknown = fc.constantFrom<Json[]>('x', null, { shoeSize: 1 }, { id: 'u2' }, { meta: {} })
  return fc.oneof(fc.record({ op, target, value: text }), missing, fc.record({ op, value: unknown }))
}

function filtersOf({ parts = {} }: ReferenceAttribute): fc.Arbitrary<FilterTree> {
  const targets = Object.values(parts).map(targetOf)
  const described = fc
    .array(fc.oneof(...targets.map(equalities)), { minLength: 1, maxLength: 2, size: 'xsmall' })
    .map((each) => each.reduce((left, right): FilterTree => ({ is: 'and', left, right })))
  return fc.oneof(described, filterTrees({ targets, elements: [], texts: ['work', 'home', 'a', 'b', 'ä'] }))
}

function equalities(target: FilterTarget): fc.Arbitrary<FilterTree> {
  const value = target.kind === 'flag' ? fc.boolean() : target.keys[0] === 'type' ? label : text
  return value.map((each): FilterTree => ({ is: 'compare', target, operator: 'eq', value: each }))
}

function targetOf({ name, type, isExact }: ReferenceAttribute): FilterTarget {
  return { keys: [name], kind: type === 'boolean' ? 'flag' : isExact ? 'exactText' : 'text' }
}
