import type { JsonSchema } from './component-schemas.ts'
import { type Html, html } from './html.ts'

const componentPrefix = '#/components/schemas/'

/** Says in a few words what a schema takes, with links to the objects that it is made of. */
export function schemaWords(schema: JsonSchema | boolean): Html {
  if (typeof schema === 'boolean') return html`any`
  const { $ref, enum: values, const: constant, anyOf, oneOf } = schema
  if ($ref?.startsWith(componentPrefix)) return linkTo($ref.slice(componentPrefix.length))
  if (constant !== undefined) return html`<code>${JSON.stringify(constant)}</code>`
  if (values) return joined(values.map((value) => html`<code>${String(value)}</code>`))
  const choices = anyOf ?? oneOf
  if (choices) return joined(choices.map(schemaWords))
  return html`${plainWords(schema)}`
}

/** The link to an object of the page. */
export function linkTo(component: string): Html {
  return html`<a href="#${component}">${component}</a>`
}

function plainWords(schema: JsonSchema): Html {
  const { type, format, items, additionalProperties } = schema
  if (type === 'array') return html`list of ${Array.isArray(items) || items === undefined ? 'any' : schemaWords(items)}`
  if (type === 'object' && typeof additionalProperties === 'object') {
    return html`object of ${schemaWords(additionalProperties)}`
  }
  if (format) return html`${nameOfFormat(format)}`
  return html`${[type ?? 'any'].flat().join(' or ')}`
}

function nameOfFormat(format: string): string {
  return format === 'date-time' ? 'time' : format
}

function joined(words: readonly Html[]): Html {
  return html`${words.map((word, index) => (index === 0 ? word : html` or ${word}`))}`
}
