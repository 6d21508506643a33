import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'
import type { CompileContext } from './compile-context.ts'
import { compileMacro, isMacro } from './compile-macro.ts'
import { requireType } from './compile-operator.ts'
import { type ExpressionFunction, expressionFunctions } from './functions.ts'
import { aType, expressionLimits, mayBe, type Run, type Step, spend, typeOf, Undecided, type Value } from './outcome.ts'
import { compilePattern } from './pattern.ts'
import { refuse } from './refuse.ts'

type Call = { readonly name: string; readonly args: readonly ASTNode[]; readonly isMethod: boolean }
type Compile = (node: ASTNode, args: readonly ASTNode[], context: CompileContext) => Step

/** What looks at its arguments otherwise than by their values, mostly because they may be unknown. */
const forms: Readonly<Record<string, Compile>> = {
  has: compileHas,
  hasValue: compileHas,
  coalesce: compileCoalesce,
  orValue: compileOrValue,
  compact: compileCompact,
  re: compileMatches,
  matches: compileMatches,
}

const otherNames: Readonly<Record<string, string>> = {
  lowerAscii: 'lower',
  upperAscii: 'upper',
  double: 'number',
  int: 'number',
}

/** Compiles a call. A method's receiver is its first argument: `text.lower()` is `lower(text)`. */
export function compileCall(node: ASTNode, context: CompileContext): Step {
  const { name, args, isMethod } = callOf(node)
  const [receiver, ...rest] = args
  if (isMethod && receiver && isMacro(name)) return compileMacro(node, { name, list: receiver, args: rest }, context)
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined
  if (form) return form(node, args, context)
  const known = otherNames[name] ?? name
  const found = Object.hasOwn(expressionFunctions, known) ? expressionFunctions[known] : undefined
  if (!found) return refuseName(node, name)
  return compileFunction(node, { name, args, found }, context)
}

function callOf(node: ASTNode): Call {
  if (node.op === 'call') return { name: node.args[0], args: node.args[1], isMethod: false }
  if (node.op === 'rcall') return { name: node.args[0], args: [node.args[1], ...node.args[2]], isMethod: true }
  return refuse('This cannot be called.', node)
}

function compileFunction(
  node: ASTNode,
  {
    name,
    args,
    found,
  }: { readonly name: string; readonly args: readonly ASTNode[]; readonly found: ExpressionFunction },
  context: CompileContext,
): Step {
  const { takes, required, returns, apply } = found
  if (args.length < required || args.length > takes.length) {
    refuse(
      `${name}() takes ${describeCount(required, takes.length)}, the first of them before the dot or in the brackets.`,
      node,
    )
  }
  const parts = args.map((arg) => context.compile(arg, context))
  for (const [index, part] of parts.entries())
    requireType(part, takes[index] ?? 'any', `${name}() takes a ${takes[index]} here`)
  const run: Run = (frame) => {
    const values: Value[] = []
    for (const [index, part] of parts.entries()) {
      const value = part.run(frame)
      if (value instanceof Undecided) return value
      if (!mayBe(typeOf(value), takes[index] ?? 'any')) return wrongType(name, takes[index] as string, value)
      values.push(value)
    }
    return apply(values, frame)
  }
  return { node, type: returns, run, parts }
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
  const run: Run = (frame) => {
    const value = part.run(frame)
    if (value instanceof Undecided) return value
    if (typeof value !== 'string') return wrongType('re', 'text', value)
    if (value.length > longest) return new Undecided('error', `re() is for texts of at most ${longest} characters`)
    return spend(frame, 100 + value.length * compiled.costOfCharacter) ?? compiled.isIn(value)
  }
  return { node, type: 'boolean', run, parts: [part] }
}

function wrongType(name: string, wanted: string, value: Value): Undecided {
  return new Undecided('error', `${name}() takes a ${wanted} here, not ${aType(typeOf(value))}`)
}

function sameType(parts: readonly Step[]): Step['type'] {
  const [one] = parts
  return one && parts.every(({ type }) => type === one.type) ? one.type : 'any'
}

function describeCount(required: number, most: number): string {
  const values = (count: number) => (count === 1 ? '1 value' : `${count} values`)
  return required === most ? values(most) : `${required} to ${values(most)}`
}

function refuseName(node: ASTNode, name: string): never {
  const all = [
    ...Object.keys(expressionFunctions),
    ...Object.keys(forms),
    'all',
    'exists',
    'exists_one',
    'filter',
    'map',
  ]
  return refuse(`There is no function "${name}". There are ${all.sort().join(', ')}.`, node)
}
