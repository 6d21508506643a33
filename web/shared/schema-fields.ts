/** JSON Schema as our server writes it for settings, with our own words beside the standard ones. */
export type SettingsSchema = {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly help?: string
  readonly description?: string
  readonly placeholder?: string
  readonly secret?: boolean
  readonly address?: boolean
  readonly multiline?: boolean
  /** What the values of an `enum` are called. */
  readonly labels?: Readonly<Record<string, string>>
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, SettingsSchema>>
  readonly required?: readonly string[]
  readonly items?: SettingsSchema
  readonly oneOf?: readonly SettingsSchema[]
  readonly anyOf?: readonly SettingsSchema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly format?: string
}

/** How a field is filled in. */
export type FieldKind =
  | { readonly type: 'text'; readonly maxLength: number | null; readonly format: string | null }
  | { readonly type: 'number'; readonly least: number | null; readonly most: number | null }
  | { readonly type: 'switch' }
  | { readonly type: 'choice'; readonly options: readonly Option[] }
  | { readonly type: 'texts'; readonly most: number | null }
  | { readonly type: 'group'; readonly fields: readonly FormField[] }
  | { readonly type: 'union'; readonly variants: readonly Variant[] }
  | { readonly type: 'constant'; readonly value: unknown }

type Option = { readonly value: string; readonly label: string }
type Variant = Option & { readonly fields: readonly FormField[] }

/** A field of a form. */
export type FormField = {
  /** Where it is in the values: `host`, `sftp.host`. */
  readonly path: string
  readonly title: string
  readonly help: string | null
  readonly placeholder: string | null
  readonly isRequired: boolean
  readonly isSecret: boolean
  readonly isMultiline: boolean
  /** The value where nothing is given. */
  readonly fallback: unknown
  readonly kind: FieldKind
}

/** The fields that a schema of an object has, in its order. */
export function fieldsOf(schema: SettingsSchema, within = ''): readonly FormField[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const path = within === '' ? name : `${within}.${name}`
    return toField(unwrapped(property), { path, name, isRequired: required.has(name) })
  })
}

type Place = { readonly path: string; readonly name: string; readonly isRequired: boolean }

function toField(schema: SettingsSchema, { path, name, isRequired }: Place): FormField {
  return {
    path,
    title: schema.title ?? wordsOf(name),
    help: schema.help ?? schema.description ?? null,
    placeholder: schema.placeholder ?? null,
    isRequired: isRequired && schema.default === undefined,
    isSecret: schema.secret === true,
    isMultiline: schema.multiline === true,
    fallback: schema.default,
    kind: kindOf(schema, path),
  }
}

function kindOf(schema: SettingsSchema, path: string): FieldKind {
  if (schema.const !== undefined) return { type: 'constant', value: schema.const }
  if (schema.enum) return { type: 'choice', options: schema.enum.map((value) => optionOf(String(value), schema)) }
  const variants = schema.oneOf ?? schema.anyOf
  if (variants?.every(({ properties }) => properties)) return unionOf(variants, path)
  if (schema.type === 'object') return { type: 'group', fields: fieldsOf(schema, path) }
  if (schema.type === 'boolean') return { type: 'switch' }
  if (schema.type === 'integer' || schema.type === 'number') {
    return { type: 'number', least: bound(schema.minimum), most: bound(schema.maximum) }
  }
  if (schema.type === 'array') return { type: 'texts', most: schema.maxItems ?? null }
  return { type: 'text', maxLength: schema.maxLength ?? null, format: schema.format ?? null }
}

function optionOf(value: string, { labels }: SettingsSchema): Option {
  // Without a name of its own a value is shown as it is: helps speak of it so.
  return { value, label: labels?.[value] ?? value }
}

/** The variants of a union are told apart by the property that is constant in each. */
function unionOf(variants: readonly SettingsSchema[], path: string): FieldKind {
  return {
    type: 'union',
    variants: variants.map((variant, index) => {
      const constant = Object.values(variant.properties ?? {}).find((property) => property.const !== undefined)?.const
      const value = constant === undefined ? String(index) : String(constant)
      return { value, label: variant.title ?? wordsOf(value), fields: fieldsOf(variant, path) }
    }),
  }
}

/** What may be null or left out is written as a union with null. */
function unwrapped(schema: SettingsSchema): SettingsSchema {
  const parts = schema.anyOf ?? schema.oneOf
  const [only, ...others] = (parts ?? []).filter(({ type }) => type !== 'null')
  if (!parts || !only || others.length > 0 || parts.length === 1) return schema
  const { anyOf: _, oneOf: __, ...words } = schema
  return { ...only, ...words }
}

/** The whole numbers of zod have bounds that no person means. */
function bound(value: number | undefined): number | null {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value
}

/** `done_file` → `Done file`. */
function wordsOf(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
