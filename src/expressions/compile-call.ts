import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'
import { nearestName } from '../platform/did-you-mean.ts'
import type { CompileCall, CompileContext } from './compile-context.ts'
import { compileFunction, wrongType } from './compile-function.ts'
import { compileMacro, isMacro } from './compile-macro.ts'
import { dateComparisons } from './dates/date-functions.ts'
import { type ExpressionFunction, expressionFunctions } from './functions.ts'
import { expressionLimits, type Run, type Step, spend, Undecided } from './outcome.ts'
import { compilePattern } from './pattern.ts'
import { refuse } from './refuse.ts'
import { requireType } from './require-type.ts'

type Call = { readonly name: string; readonly args: readonly ASTNode[]; readonly isMethod: boolean }

/** What looks at its arguments otherwise than by their values, mostly because they may be unknown. */
const forms: Readonly<Record<string, CompileCall>> = {
  has: compileHas,
  hasValue: compileHas,
  coalesce: compileCoalesce,
  orValue: compileOrValue,
  compact: compileCompact,
  re: compileMatches,
  matches: compileMatches,
}

const otherNames: Readonly<Record<string, string>> = {
  double: 'number',
}

/** Compiles a call. A method's receiver is its first argument: `text.lower()` is `lower(text)`. */
export function compileCall(node: ASTNode, context: CompileContext): Step {
  const { name, args, isMethod } = callOf(node)
  const [receiver, ...rest] = args
  if (isMethod && receiver && isMacro(name)) return compileMacro(node, { name, list: receiver, args: rest }, context)
  const { calls = {} } = context
  const form = Object.hasOwn(calls, name) ? calls[name] : Object.hasOwn(forms, name) ? forms[name] : undefined
  if (form) return form(node, args, context)
  const known = otherNames[name] ?? name
  if (!Object.hasOwn(expressionFunctions, known)) return refuseName(node, name, context)
  const parts = args.map((arg) => context.compile(arg, context))
  const found = functionFor(known, parts)
  return found ? compileFunction(node, { name, parts, found }) : refuseName(node, name, context)
}

function functionFor(name: string, [receiver]: readonly Step[]): ExpressionFunction | undefined {
  if (receiver?.type === 'date' && Object.hasOwn(dateComparisons, name)) return dateComparisons[name]
  return expressionFunctions[name]
}

function callOf(node: ASTNode): Call {
  if (node.op === 'call') return { name: node.args[0], args: node.args[1], isMethod: false }
  if (node.op === 'rcall') return { name: node.args[0], args: [node.args[1], ...node.args[2]], isMethod: true }
  return refuse('This cannot be called.', node)
}

function compileHas(node: ASTNode, args: readonly ASTNode[], context: CompileContext): Step {
  const [arg] = args
  if (!arg || args.length > 1 || !['.', '.?', '[]', '[?]', 'id'].includes(arg.op)) {
    return refuse('has() takes one attribute: has(user.department).', node)
  }
  const part = context.compile(arg, context)
  const run: Run = (frame) => {
    const value = part.run(frame)
    return value instanceof Undecided && value.kind === 'error' ? value : !(value instanceof Undecided)
  }
  return { node, type: 'boolean', run, parts: [part] }
}

/** The first that has a value. An empty text is none, since many sources write it for what is missing. */
function compileCoalesce(node: ASTNode, args: readonly ASTNode[], context: CompileContext): Step {
  if (args.length === 0) refuse('coalesce() takes at least one value.', node)
  const parts = args.map((arg) => context.compile(arg, context))
  const nothing = new Undecided('unknown', `nothing of ${serialize(node)} has a value`)
  const run: Run = (frame) => {
    for (const part of parts) {
      const value = part.run(frame)
      if (value instanceof Undecided && value.kind === 'error') return value
      if (!(value instanceof Undecided) && value !== '') return value
    }
    return nothing
  }
  return { node, type: sameType(parts), run, parts }
}

function compileOrValue(node: ASTNode, args: readonly ASTNode[], context: CompileContext): Step {
  const parts = args.map((arg) => context.compile(arg, context))
  const [value, instead] = parts
  if (!value || !instead || parts.length > 2)
    return refuse('Write user.attribute.orValue("what is taken instead").', node)
  const run: Run = (frame) => {
    const outcome = value.run(frame)
    return outcome instanceof Undecided && outcome.kind === 'unknown' ? instead.run(frame) : outcome
  }
  return { node, type: sameType(parts), run, parts }
}

/** `compact([…])` and `compact({…})`: a list or an object without what is unknown, where otherwise all would be. */
function compileCompact(node: ASTNode, args: readonly ASTNode[], context: CompileContext): Step {
  const [arg] = args
  if (arg?.op === 'list') return compileList(node, { elements: arg.args, isCompact: true }, context)
  if (arg?.op === 'map') return compileObject(node, { entries: arg.args, isCompact: true }, context)
  return refuse('compact() takes a list or an object that is written out: compact([user.mail, user.otherMail]).', node)
}

/** Compiles `[…]`: what is unknown in it makes it unknown, unless it is compact. */
export function compileList(
  node: ASTNode,
  { elements, isCompact }: { readonly elements: readonly ASTNode[]; readonly isCompact: boolean },
  context: CompileContext,
): Step {
  const parts = elements.map((element) => context.compile(element, context))
  const constant = constantList(parts)
  if (constant)
    return { node, type: 'list', run: (frame) => spend(frame, constant.length) ?? constant, parts, constant }
  const run: Run = (frame) => {
    const values: Json[] = []
    for (const part of parts) {
      const value = part.run(frame)
      if (!(value instanceof Undecided)) values.push(value)
      else if (!isCompact || value.kind === 'error') return value
    }
    return spend(frame, values.length) ?? values
  }
  return { node, type: 'list', run, parts }
}

/** The list of values that are all written out: made once. */
function constantList(parts: readonly Step[]): Json[] | undefined {
  const values = parts.flatMap(({ constant }) => (constant === undefined ? [] : [constant]))
  if (values.length < parts.length) return undefined
  Object.freeze(values)
  return values
}

/** Compiles `{"key": value}`, of which the keys are texts that are written out. */
export function compileObject(
  node: ASTNode,
  { entries, isCompact }: { readonly entries: readonly (readonly [ASTNode, ASTNode])[]; readonly isCompact: boolean },
  context: CompileContext,
): Step {
  const steps = entries.map(([key, value]) => {
    if (key.op !== 'value' || typeof key.args !== 'string')
      return refuse('A key is a text: {"street": user.street}.', key)
    return [key.args, context.compile(value, context)] as const
  })
  const run: Run = (frame) => {
    const values: [string, Json][] = []
    for (const [key, step] of steps) {
      const value = step.run(frame)
      if (!(value instanceof Undecided)) values.push([key, value])
      else if (!isCompact || value.kind === 'error') return value
    }
    return spend(frame, values.length * 10) ?? Object.fromEntries(values)
  }
  return { node, type: 'object', run, parts: steps.map(([, step]) => step) }
}

function compileMatches(node: ASTNode, args: readonly ASTNode[], context: CompileContext): Step {
  const [text, pattern] = args
  if (!text || pattern?.op !== 'value' || typeof pattern.args !== 'string' || args.length > 2) {
    return refuse('Write user.attribute.re("pattern"), with the pattern written out.', node)
  }
  const part = context.compile(text, context)
  requireType(part, 'text', 're() is for texts')
  const compiled = compilePattern(pattern.args)
  if (typeof compiled === 'string') return refuse(compiled, pattern)
  const longest = expressionLimits.patternTextCharacters
  const isIn = remembering(compiled.isIn)
  const run: Run = (frame) => {
    const value = part.run(frame)
    if (value instanceof Undecided) return value
    if (typeof value !== 'string') return wrongType('re', 'text', value)
    if (value.length > longest) return new Undecided('error', `re() is for texts of at most ${longest} characters`)
    return spend(frame, 100 + value.length * compiled.costOfCharacter) ?? isIn(value)
  }
  return { node, type: 'boolean', run, parts: [part] }
}

const mostRemembered = 500
const longestRemembered = 100

/** Many people have the same title: what a pattern said of a short text is kept for the next one. */
function remembering(isIn: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    if (text.length > longestRemembered) return isIn(text)
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= mostRemembered) known.clear()
    const found = isIn(text)
    known.set(text, found)
    return found
  }
}

function sameType(parts: readonly Step[]): Step['type'] {
  const [one] = parts
  return one && parts.every(({ type }) => type === one.type) ? one.type : 'any'
}

function refuseName(node: ASTNode, name: string, { calls = {} }: CompileContext): never {
  const all = [
    ...Object.keys(expressionFunctions),
    ...Object.keys(forms),
    ...Object.keys(calls),
    ...['all', 'exists', 'exists_one', 'filter', 'map'],
  ].sort()
  const nearest = nearestName(name, all)
  const hint = nearest ? `Did you mean ${nearest}()?` : `There are ${all.join(', ')}.`
  return refuse(`There is no function "${name}" here. ${hint}`, node)
}
