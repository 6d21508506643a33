import { type Attribute, attribute } from './attribute.ts'

type Options = {
  readonly value?: Partial<Attribute>
  readonly types?: readonly string[]
}

/** The usual form of a multi-valued attribute: value, display, type and primary (RFC 7643 section 2.4). */
export function multiValued(name: string, description: string, options: Options = {}): Attribute {
  return attribute({
    name,
    type: 'complex',
    multiValued: true,
    description,
    subAttributes: [
      attribute({ name: 'value', description: 'The significant value.', ...options.value }),
      attribute({ name: 'display', description: 'A human-readable name, primarily used for display purposes.' }),
      typeAttribute(options.types),
      primaryAttribute(),
    ],
  })
}

/** The label of an element. Any text is taken: canonical values are suggestions (RFC 7643 section 2.4). */
export function typeAttribute(types?: readonly string[]): Attribute {
  const description = "A label indicating the attribute's function."
  return attribute(types ? { name: 'type', description, canonicalValues: types } : { name: 'type', description })
}

/** Says which element is the preferred one; true at most once among an attribute's values. */
export function primaryAttribute(): Attribute {
  return attribute({
    name: 'primary',
    type: 'boolean',
    description: "A Boolean value indicating the 'primary' or preferred value. 'true' MUST appear no more than once.",
  })
}
