import type { ASTNode } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'

/** What an expression can give: any JSON value but null, because a null attribute is a missing one. */
export type Value = Exclude<Json, null>

/**
 * The outcome of an expression that gives no value. `unknown`: an attribute that it needs is missing. `error`: it cannot be
 * carried out with the values that are there (`"a" < 1`). The text says what, for people.
 */
export class Undecided {
  readonly kind: 'unknown' | 'error'
  readonly text: string

  constructor(kind: 'unknown' | 'error', text: string) {
    this.kind = kind
    this.text = text
  }
}

/** A value, or why there is none. */
export type Outcome = Value | Undecided

/** How much work the expressions of one record may still do together. */
export type Budget = { work: number }

/**
 * What one evaluation works with: the values of the variables by their slot, how much work it may still do, and the time. `flipsAt`
 * becomes the first time after `now` at which a part of it changes although no value does; both in milliseconds since 1970.
 */
export type Frame = { readonly slots: (Json | undefined)[]; work: number; now: number; flipsAt: number }

/** A part of a compiled expression. */
export type Run = (frame: Frame) => Outcome

/**
 * What is known of a value before any record is seen. One with `fields` is an object of which all attributes are known, so
 * that a misspelled one is found when the expression is compiled.
 */
export type ExpressionType =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'list'
  | 'object'
  | 'any'
  | { readonly fields: Readonly<Record<string, ExpressionType>> }

/** A node of an expression, compiled. `parts` are the nodes below it that explain its value; those within macros are left out. */
export type Step = {
  readonly node: ASTNode
  readonly type: ExpressionType
  readonly run: Run
  readonly parts: readonly Step[]
  /** The value of what is written out: a text, a number, a boolean, or a list of these. */
  readonly constant?: Value
}

/** The bounds of expressions and of their evaluation. */
export const expressionLimits = {
  characters: 4000,
  nodes: 500,
  depth: 32,
  nestedMacros: 2,
  patternCharacters: 200,
  /** Of a text that an expression makes, and of a text that a pattern is tried on. */
  textCharacters: 32_768,
  patternTextCharacters: 10_000,
  /** Of a list that an expression makes. */
  listElements: 1000,
  /** In units of at least 10 nanoseconds, such as a character that is written. */
  work: 1_000_000,
  /** Of all lines of a mapping for one record, so that no record takes longer than some 20 milliseconds. */
  recordWork: 2_000_000,
  /** What each line may do in any case, so that one that does too much takes no other's value away. */
  lineWork: 10_000,
} as const

/** The outcome of what ran out of work. */
export const tooMuch = new Undecided('error', 'it works through too much; make the expression or the attribute shorter')

/** Takes work from what an evaluation may do; what is returned, if anything, is its outcome. Call it before the work is done. */
export function spend(frame: Frame, units: number): Undecided | undefined {
  frame.work -= units
  return frame.work < 0 ? tooMuch : undefined
}

/**
 * Takes the work of a search for a part of a text. The search of JavaScript takes the product of both lengths at worst: where the
 * part almost occurs everywhere.
 */
export function spendSearch(frame: Frame, text: string, part: string): Undecided | undefined {
  return spend(frame, 1 + Math.floor((text.length * part.length) / 16))
}

/** A text that an expression is about to make, of which the length is known. */
export function spendText(frame: Frame, length: number): Undecided | undefined {
  if (length > expressionLimits.textCharacters) {
    return new Undecided('error', `it makes a text of more than ${expressionLimits.textCharacters} characters`)
  }
  return spend(frame, length)
}

/** A list that an expression is about to make. */
export function spendList(frame: Frame, length: number): Undecided | undefined {
  if (length > expressionLimits.listElements) {
    return new Undecided('error', `it makes a list of more than ${expressionLimits.listElements} elements`)
  }
  return spend(frame, length)
}

/** The type that a value turned out to have. */
export function typeOf(value: Value): 'text' | 'number' | 'boolean' | 'list' | 'object' {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return Array.isArray(value) ? 'list' : 'object'
}

/** Whether a value may be of a type, as far as is known before any record is seen. */
export function mayBe(type: ExpressionType, wanted: ExpressionType): boolean {
  if (type === 'any' || wanted === 'any') return true
  return kindOf(type) === kindOf(wanted)
}

/** A date is written as a text, so that it can be wherever a text can. */
function kindOf(type: ExpressionType): string {
  return type === 'date' ? 'text' : nameOf(type)
}

/** The name of a type, for people. */
export function nameOf(type: ExpressionType): string {
  return typeof type === 'string' ? type : 'object'
}

/** A type with its article: `a text`, `an object`. */
export function aType(type: ExpressionType): string {
  const name = nameOf(type)
  return name === 'object' ? 'an object' : `a ${name}`
}
