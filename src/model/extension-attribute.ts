import { z } from 'zod'

const AttributeName = z
  .string()
  .max(100, 'must have names of at most 100 characters')
  .regex(
    /^(\$ref|[a-z][\w$-]*)$/i,
    'must have names that begin with a letter and have letters, digits, "$", "-" and "_" (RFC 7643 section 2.1)',
  )
  // Values are looked up in plain objects, where these are never absent.
  .refine((name) => !(name in {}), 'has a name that JavaScript objects have a meaning for. Choose another one')

const shortTexts = (what: string, longest: number) =>
  z
    .array(z.string().min(1).max(longest), `must have a list of texts as ${what}`)
    .max(100, `must have at most 100 ${what}`)

/** What all attributes may say of themselves: RFC 7643 section 7, in its own spelling, so that `/Schemas` shows it alike. */
const characteristics = {
  name: AttributeName,
  description: z.string().max(1_000, 'must have descriptions of at most 1000 characters').default(''),
  multiValued: z.boolean().default(false),
  required: z.boolean().default(false),
  caseExact: z.boolean().default(false),
  mutability: z.enum(['readOnly', 'readWrite', 'immutable', 'writeOnly']).default('readWrite'),
  returned: z.enum(['always', 'never', 'default', 'request']).optional(),
  uniqueness: z
    .literal('none', 'must have the uniqueness "none": that values are unique is not kept for attributes of extensions')
    .default('none'),
  canonicalValues: shortTexts('canonicalValues', 255).optional(),
  referenceTypes: shortTexts('referenceTypes', 100).optional(),
}

const simpleTypes = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'] as const

const unknownKeys = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys' ? `must not have "${issue.keys.join('", "')}". Remove it` : undefined,
}

const SubAttribute = z
  .strictObject(
    {
      ...characteristics,
      type: z
        .enum(simpleTypes, `must have sub-attributes whose type is one of ${simpleTypes.join(', ')}: none is complex`)
        .default('string'),
    },
    unknownKeys,
  )
  .superRefine((attribute, context) => report(attributeProblem(attribute), context))
  .transform(withReturned)

/** An attribute of an extension, as it is sent to us. What is left out has the default of RFC 7643 section 2.2. */
export const ExtensionAttribute = z
  .strictObject(
    {
      ...characteristics,
      type: z
        .enum([...simpleTypes, 'complex'], `must have a type that is one of ${simpleTypes.join(', ')}, complex`)
        .default('string'),
      // One level only: a complex attribute has no complex sub-attributes (RFC 7643 section 2.3.8, erratum 8415).
      subAttributes: z.array(SubAttribute).optional(),
    },
    unknownKeys,
  )
  .superRefine((attribute, context) => report(attributeProblem(attribute) ?? complexProblem(attribute), context))
  .transform(withReturned)

/** An attribute of an extension. `uniqueness` is always `none`. */
export type ExtensionAttribute = z.output<typeof ExtensionAttribute>
export type ExtensionSubAttribute = z.output<typeof SubAttribute>

type Input = z.output<z.ZodObject<typeof characteristics>> & { readonly type: string }
type ComplexInput = Input & { readonly subAttributes?: readonly ExtensionSubAttribute[] | undefined }

/** How many attributes these are, those within them included. */
export function countAttributes(attributes: readonly Pick<ExtensionAttribute, 'subAttributes'>[]): number {
  return attributes.reduce((sum, { subAttributes = [] }) => sum + 1 + subAttributes.length, 0)
}

/** The first name that two of these have, in any case (RFC 7643 section 2.1), or undefined. */
export function repeatedName(attributes: readonly { readonly name: string }[]): string | undefined {
  const seen = new Set<string>()
  for (const { name } of attributes) {
    if (seen.has(name.toLowerCase())) return name
    seen.add(name.toLowerCase())
  }
  return undefined
}

// What may be written only is not kept, like a password, so it is never returned.
function withReturned<T extends Input>(attribute: T) {
  return { ...attribute, returned: returnedOf(attribute) }
}

function returnedOf({ returned, mutability }: Input) {
  return returned ?? (mutability === 'writeOnly' ? 'never' : 'default')
}

function attributeProblem(attribute: Input): string | null {
  const { name, type, required, mutability, canonicalValues, referenceTypes } = attribute
  const returned = returnedOf(attribute)
  if (mutability === 'writeOnly' && returned !== 'never') {
    return `must give the write-only "${name}" the value "never" for returned, or leave returned out`
  }
  if (required && returned === 'never') {
    return `must not require "${name}": what is never returned is not kept. Make it optional, or returned`
  }
  if (required && mutability === 'readOnly') return `must not require "${name}": clients cannot send what is read-only`
  if (canonicalValues && type !== 'string' && type !== 'reference') {
    return `must not give "${name}" canonicalValues: they go with the type string`
  }
  if (referenceTypes && type !== 'reference') {
    return `must not give "${name}" referenceTypes: they go with the type reference`
  }
  return null
}

function complexProblem({ name, type, required, subAttributes = [], multiValued }: ComplexInput): string | null {
  if (name.startsWith('$')) return `must not have "${name}" but as a sub-attribute`
  if (type !== 'complex')
    return subAttributes.length > 0 ? `must not give "${name}" subAttributes: it is no complex attribute` : null
  if (subAttributes.length === 0) return `must give the complex "${name}" subAttributes`
  const repeated = repeatedName(subAttributes)
  if (repeated !== undefined) return `must name the sub-attribute "${repeated}" of "${name}" once`
  if (required && !subAttributes.some(isKept)) {
    return `must not require "${name}": none of its sub-attributes can be sent and kept`
  }
  return subAttributes.map((part) => knownPartProblem(part, { name, multiValued })).find((one) => one !== null) ?? null
}

const knownParts: ReadonlySet<string> = new Set(['value', 'display', 'type', 'primary', '$ref'])

/** The sub-attributes of RFC 7643 section 2.4 mean the same everywhere, so they are spelled and typed as there. */
function knownPartProblem(part: ExtensionSubAttribute, of: { name: string; multiValued: boolean }): string | null {
  const lower = part.name.toLowerCase()
  if (!knownParts.has(lower)) return null
  if (part.name !== lower) return `must spell "${of.name}.${part.name}" as "${lower}"`
  if (lower === '$ref' && part.type !== 'reference') return `must give "${of.name}.$ref" the type reference`
  const isFlag = part.type === 'boolean' && !part.multiValued
  if (lower !== 'primary' || isFlag || !of.multiValued) return null
  return `must give "${of.name}.primary" the type boolean: it marks the preferred value`
}

function isKept({ returned, mutability }: ExtensionSubAttribute): boolean {
  return returned !== 'never' && mutability !== 'readOnly'
}

function report(problem: string | null, context: z.RefinementCtx): void {
  if (problem) context.addIssue({ code: 'custom', message: problem })
}
