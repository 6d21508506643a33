import { counted } from './counted-text.ts'
import type { FormField } from './schema-fields.ts'
import type { SharedStrings } from './shared-strings.tsx'

/** What stands in the fields, by their paths; numbers as they are typed. */
export type Draft = Readonly<Record<string, string | boolean | readonly string[]>>

/** Values as the API has them. */
export type FormValues = Readonly<Record<string, unknown>>

/** What the API shows in place of a secret that is stored. */
export const secretMask = '********'

/** What stands in the fields when the form opens. Secrets that are kept stand there as nothing. */
export function draftOf(fields: readonly FormField[], values: FormValues): Draft {
  return Object.fromEntries(
    fields.flatMap((field) => entriesOf(field, readPath(values, field.path) ?? field.fallback, values)),
  )
}

function entriesOf(field: FormField, value: unknown, values: FormValues): [string, Draft[string]][] {
  const { kind, path } = field
  if (kind.type === 'group') return Object.entries(draftOf(kind.fields, values))
  if (kind.type === 'union') {
    const chosen =
      kind.variants.find(({ fields }) => fields.every((inner) => isOfVariant(inner, values))) ?? kind.variants[0]
    return [
      [path, chosen?.value ?? ''],
      ...Object.entries(
        draftOf(
          kind.variants.flatMap(({ fields }) => fields),
          values,
        ),
      ),
    ]
  }
  if (kind.type === 'constant') return []
  if (kind.type === 'switch') return [[path, value === true]]
  if (kind.type === 'texts') return [[path, Array.isArray(value) ? value.map(String) : []]]
  return [[path, value === undefined || value === null || value === secretMask ? '' : String(value)]]
}

function isOfVariant({ kind, path }: FormField, values: FormValues): boolean {
  return kind.type !== 'constant' || readPath(values, path) === kind.value
}

/**
 * The values that a draft says. A field that had a value and is empty now is null, which takes it back to its default; a secret
 * that is empty is left out: what is stored stays.
 */
export function valuesOf(fields: readonly FormField[], draft: Draft, before: FormValues): FormValues {
  const found: Record<string, unknown> = {}
  for (const field of fields) {
    const value = fieldValue(field, draft, before)
    if (value !== undefined) found[field.path.slice(field.path.lastIndexOf('.') + 1)] = value
  }
  return found
}

function fieldValue(field: FormField, draft: Draft, before: FormValues): unknown {
  const { kind, path, isSecret } = field
  if (kind.type === 'group') return valuesOf(kind.fields, draft, before)
  if (kind.type === 'constant') return kind.value
  const given = draft[path]
  if (kind.type === 'union') {
    return valuesOf(kind.variants.find(({ value }) => value === given)?.fields ?? [], draft, before)
  }
  if (typeof given === 'boolean' || Array.isArray(given)) return given
  const text = typeof given === 'string' ? given : ''
  if (text.trim() !== '') return kind.type === 'number' ? Number(text) : text
  const had = readPath(before, path)
  return isSecret || had === undefined || had === null ? undefined : null
}

type CheckParts = {
  readonly draft: Draft
  readonly strings: SharedStrings
  /** Paths of secrets that are stored: they need not be given. */
  readonly kept: ReadonlySet<string>
}

/** What is wrong with a draft, by paths; what only the server can know is not among it. */
export function checkDraft(fields: readonly FormField[], parts: CheckParts): Readonly<Record<string, string>> {
  const errors = fields.flatMap((field): [string, string][] => {
    const { kind, path } = field
    if (kind.type === 'group') return Object.entries(checkDraft(kind.fields, parts))
    if (kind.type === 'union') {
      const chosen = kind.variants.find(({ value }) => value === parts.draft[path])
      return Object.entries(checkDraft(chosen?.fields ?? [], parts))
    }
    const error = errorOf(field, parts)
    return error === null ? [] : [[path, error]]
  })
  return Object.fromEntries(errors)
}

function errorOf({ kind, path, isRequired }: FormField, { draft, strings, kept }: CheckParts): string | null {
  const value = draft[path] ?? ''
  if (typeof value === 'boolean') return null
  const isEmpty = typeof value === 'string' ? value.trim() === '' : value.length === 0
  if (isEmpty) return isRequired && !kept.has(path) ? strings.form.required : null
  return kind.type === 'number' ? numberError(Number(value), kind, strings) : null
}

type Bounds = { readonly least: number | null; readonly most: number | null }

function numberError(value: number, { least, most }: Bounds, { form, locale }: SharedStrings): string | null {
  const shown = (bound: number) => counted({ one: '{n}', other: '{n}' }, bound, locale)
  if (!Number.isInteger(value)) return form.notANumber
  if (least !== null && value < least) return form.tooSmall(shown(least))
  return most !== null && value > most ? form.tooLarge(shown(most)) : null
}

/** The paths of the secrets that are stored, by what the API shows in their place. */
export function keptSecrets(fields: readonly FormField[], values: FormValues): readonly string[] {
  return fields.flatMap(({ kind, path, isSecret }) => {
    if (kind.type === 'group') return keptSecrets(kind.fields, values)
    if (kind.type === 'union')
      return keptSecrets(
        kind.variants.flatMap(({ fields: inner }) => inner),
        values,
      )
    return isSecret && readPath(values, path) === secretMask ? [path] : []
  })
}

function readPath(values: FormValues, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null ? (value as FormValues)[name] : undefined
  }, values)
}
