import fc from 'fast-check'
import type { Attribute } from '../../scim/schema/attribute.ts'
import { type ResourceType, standardResourceTypes } from '../../scim/schema/resource-type.ts'

/** A resource type with the paths under which its attributes are named in filters and PATCH operations. */
type Named = { readonly path: string; readonly attribute: Attribute; readonly parent: Attribute | null }

/** Texts that programs trip over: quotes, brackets, other scripts, halves of characters, empty ones, very long ones. */
export const oddText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'work', 'Home', 'true', 'null', '', ' ', '"', '\\', "'", '%', '_', '7', '-1'),
  },
  { weight: 80, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\ud800', 'İ', 'ß', '\u202e', 'a'.repeat(3_000), '__proto__', 'constructor'),
  },
)

const oddJson = fc.oneof(
  oddText,
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A value of the attribute's type; now and then another. */
export function anyValueOf(attribute: Attribute): fc.Arbitrary<unknown> {
  const right = attribute.multiValued ? fc.array(elementOf(attribute), { maxLength: 3 }) : elementOf(attribute)
  return fc.oneof({ weight: 24, arbitrary: right }, { weight: 1, arbitrary: oddJson })
}

function elementOf(attribute: Attribute): fc.Arbitrary<unknown> {
  if (attribute.type === 'complex') return partsOf(attribute.subAttributes)
  if (attribute.type === 'boolean') return fc.oneof(fc.boolean(), fc.constantFrom('True', 'false'))
  if (attribute.type === 'integer' || attribute.type === 'decimal') return fc.integer()
  if (attribute.type === 'dateTime') return fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-30T25:00:00Z')
  return oddText
}

function partsOf(attributes: readonly Attribute[]): fc.Arbitrary<object> {
  const record = Object.fromEntries(attributes.map((attribute) => [attribute.name, anyValueOf(attribute)]))
  return fc.record(record, { requiredKeys: [] })
}

/** A body of a POST or PUT: some attributes, mostly of the right types, and now and then one that nobody knows. */
export function resourceOf(type: ResourceType): fc.Arbitrary<Record<string, unknown>> {
  const core = partsOf(type.schema.attributes.filter(({ name }) => name !== 'password'))
  const extensions = type.extensions.map(({ schema }) =>
    fc.option(partsOf(schema.attributes), { freq: 3, nil: undefined }).map((parts) => ({ [schema.id]: parts })),
  )
  const odd = fc.option(fc.dictionary(oddText, oddJson, { maxKeys: 2 }), { freq: 8, nil: {} })
  const required = type.name === 'User' ? 'userName' : 'displayName'
  const name = fc.option(fc.uuid(), { freq: 8, nil: undefined })
  return fc.tuple(name, core, odd, ...extensions).map(([text, body, ...more]) => ({
    ...body,
    ...(text === undefined ? {} : { [required]: text }),
    ...Object.assign({}, ...more),
    schemas: [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)],
  }))
}

function namedIn(type: ResourceType): readonly Named[] {
  const roots = [
    ...type.attributes.map((attribute) => ({ path: attribute.name, attribute })),
    ...type.extensions.flatMap(({ schema }) =>
      schema.attributes.map((attribute) => ({ path: `${schema.id}:${attribute.name}`, attribute })),
    ),
  ]
  return roots.flatMap(({ path, attribute }) => [
    { path, attribute, parent: null },
    ...attribute.subAttributes.map((sub) => ({ path: `${path}.${sub.name}`, attribute: sub, parent: attribute })),
  ])
}

const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'Eq', 'xx')

const literal = fc.oneof(
  oddText.map((text) => JSON.stringify(text)),
  fc.constantFrom('true', 'false', 'null', '7', '-1.5', 'bare', '"True"', '"2026-01-01T00:00:00Z"', '""', '"'),
)

function comparisonOf(paths: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const compare = fc.tuple(paths, operator, literal).map((parts) => parts.join(' '))
  return fc.oneof({ weight: 5, arbitrary: compare }, { weight: 1, arbitrary: paths.map((path) => `${path} pr`) })
}

/** Filters by the grammar of RFC 7644 section 3.4.2.2, some of them with characters added or taken away. */
export function filterOf(type: ResourceType): fc.Arbitrary<string> {
  const named = namedIn(type)
  const path = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...named.map((one) => one.path)) },
    { weight: 1, arbitrary: oddText },
  )
  const complex = named.filter(({ attribute }) => attribute.type === 'complex')
  const element = fc
    .constantFrom(...complex)
    .chain(({ path: outer, attribute }) =>
      fc
        .tuple(
          comparisonOf(fc.constantFrom(...attribute.subAttributes.map(({ name }) => name))),
          fc.constantFrom('', '.value eq "a"'),
        )
        .map(([inner, after]) => `${outer}[${inner}]${after}`),
    )
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparisonOf(path),
      element,
      fc.tuple(tie('filter'), fc.constantFrom('and', 'or', 'AND'), tie('filter')).map((parts) => parts.join(' ')),
      tie('filter').map((inner) => `not (${inner})`),
      tie('filter').map((inner) => `(${inner})`),
    ),
  }))
  return fc.oneof(
    { weight: 4, arbitrary: filter },
    { weight: 1, arbitrary: fc.tuple(filter, fc.nat(), oddText).map(broken) },
  )
}

function broken([text, place, inserted]: readonly [string, number, string]): string {
  const at = place % (text.length + 1)
  return text.slice(0, at) + inserted.slice(0, 5) + text.slice(at + (place % 3))
}

function pathsTo({ path, attribute, parent }: Named): readonly [string, ...string[]] {
  if (parent?.multiValued) return [path, path.replace(/\.([^.]+)$/, '[type eq "work"].$1')]
  return attribute.multiValued && attribute.type === 'complex' ? [path, `${path}[value eq "a"]`] : [path]
}

function isWritable({ attribute, parent }: Named): boolean {
  return attribute.mutability === 'readWrite' && parent?.mutability !== 'readOnly' && attribute.name !== 'schemas'
}

/** Operations of a PATCH: with and without paths, with value paths, with values of the right and of other types. */
export function operationsOf(type: ResourceType): fc.Arbitrary<object[]> {
  const op = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('add', 'replace', 'remove', 'Add', 'Replace') },
    { weight: 1, arbitrary: fc.constant('move') },
  )
  const named = namedIn(type)
  const target = fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...named.filter(isWritable)) },
    { weight: 1, arbitrary: fc.constantFrom(...named) },
  )
  const at = target.chain(({ path, attribute, parent }) => {
    const paths = pathsTo({ path, attribute, parent })
    return fc.record(
      { op, path: fc.constantFrom(...paths), value: anyValueOf(attribute) },
      { requiredKeys: ['op', 'path'] },
    )
  })
  const pathless = fc.record({ op, value: resourceOf(type) })
  const odd = fc.record({ op, path: oddText, value: oddJson }, { requiredKeys: [] })
  const operation = fc.oneof(
    { weight: 8, arbitrary: at },
    { weight: 2, arbitrary: pathless },
    { weight: 1, arbitrary: odd },
  )
  return fc.array(operation, { minLength: 1, maxLength: 4 })
}

/** The types of which cases are made. */
export const fuzzedTypes = [standardResourceTypes.user, standardResourceTypes.group] as const
