import type { Json } from '../../model/json.ts'

/** What is wrong with a value, in words that begin with what it is: `"soon" is not a date`. */
export type ValueProblem = { readonly code: MappingProblemCode; readonly text: string }

/** The kinds of problems of a record, which `docs/reference/mapping.md` lists. */
export type MappingProblemCode =
  | 'username_missing'
  | 'wrong_type'
  | 'not_a_date'
  | 'not_a_phone'
  | 'too_long'
  | 'expression_failed'

/** A value in the form in which it is kept; null for none. With a problem and no value, what was kept before stays. */
export type Converted = { readonly value: Json; readonly problem?: ValueProblem }

/** Turns what an expression gave, never null, into the form of its target. */
export type Convert = (value: Json) => Converted

/** No value, and why. */
export function refused(code: MappingProblemCode, text: string): Converted {
  return { value: null, problem: { code, text } }
}

/** A value as problems name it: short, and in quotes. */
export function quoted(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`
}
