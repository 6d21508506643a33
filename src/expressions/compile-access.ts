import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'
import { nearestName } from '../platform/did-you-mean.ts'
import type { CompileContext, Named } from './compile-context.ts'
import {
  aType,
  type ExpressionType,
  nameOf,
  type Outcome,
  type Run,
  type Step,
  Undecided,
  type Value,
} from './outcome.ts'
import { refuse } from './refuse.ts'

type Chain = { readonly root: ASTNode; readonly keys: readonly string[] }

/**
 * Compiles a name, `.key` and `[…]`. A path of fixed keys from a name (`user.profile.email`, `user["Email - Work"]`) becomes
 * one loop over own properties: nothing that an object inherits can be read.
 */
export function compileAccess(node: ASTNode, context: CompileContext): Step {
  const { root, keys } = chainOf(node)
  if (root.op === 'id') return compilePath(node, { name: root.args, keys }, context)
  if (node.op === '[]' || node.op === '[?]') return compileIndex(node, context)
  const base = context.compile(root, context)
  const missing = [nothing, ...missingAfter(node, keys)]
  const run: Run = (frame) => {
    const outcome = base.run(frame)
    return outcome instanceof Undecided ? outcome : follow(outcome, keys, missing)
  }
  return { node, type: 'any', run, parts: [base] }
}

/** An attribute of an object that is its own and not null; else undefined. */
export function attributeOf(value: Json | undefined, key: string): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined
}

function chainOf(node: ASTNode): Chain {
  const keys: string[] = []
  let root = node
  for (let key = fixedKey(root); key !== null; key = fixedKey(root)) {
    keys.unshift(key)
    root = baseOf(root)
  }
  return { root, keys }
}

function fixedKey(node: ASTNode): string | null {
  if (node.op === '.' || node.op === '.?') return node.args[1]
  if (node.op !== '[]' && node.op !== '[?]') return null
  const [, index] = node.args
  return index.op === 'value' && typeof index.args === 'string' ? index.args : null
}

function baseOf(node: ASTNode): ASTNode {
  return node.op === '.' || node.op === '.?' || node.op === '[]' || node.op === '[?]' ? node.args[0] : node
}

function compilePath(
  node: ASTNode,
  { name, keys }: { readonly name: string; readonly keys: readonly string[] },
  context: CompileContext,
): Step {
  const named = context.names.get(name)
  if (!named) return refuseName(node, name, context)
  if (named.isVariable) context.reads([name, ...keys])
  const { slot } = named
  const missing = [new Undecided('unknown', `${name} is missing`), ...missingAfter(node, keys)]
  const run = keys.length === 1 ? readOne(slot, keys[0] ?? '', missing) : readAll(slot, keys, missing)
  return { node, type: typeAt(node, named, keys), run, parts: [] }
}

function readAll(slot: number, keys: readonly string[], missing: readonly Undecided[]): Run {
  return ({ slots }) => follow(slots[slot], keys, missing)
}

/** The same for one key, which most paths have. What objects do not inherit is their own. */
function readOne(slot: number, key: string, missing: readonly Undecided[]): Run {
  const [noStart = nothing, noValue = nothing] = missing
  if (key in Object.prototype) return readAll(slot, [key], missing)
  return ({ slots }) => {
    const start = slots[slot]
    if (typeof start !== 'object' || start === null) return start === undefined || start === null ? noStart : noValue
    return Array.isArray(start) ? noValue : (start[key] ?? noValue)
  }
}

/** `missing` has one for the start and one for each key. */
function follow(start: Json | undefined, keys: readonly string[], missing: readonly Undecided[]): Outcome {
  let value: Value | undefined = start ?? undefined
  for (let index = 0; value !== undefined; index += 1) {
    const key = keys[index]
    if (key === undefined) return value
    value = attributeOf(value, key)
    if (value === undefined) return missing[index + 1] ?? nothing
  }
  return missing[0] ?? nothing
}

const nothing = new Undecided('unknown', 'a value is missing')

/** For each key of a chain, that what it leads to is missing: made once, since most records lack something. */
function missingAfter(node: ASTNode, keys: readonly string[]): Undecided[] {
  const texts: string[] = []
  let at = node
  for (const _ of keys) {
    texts.unshift(serialize(at))
    at = baseOf(at)
  }
  return texts.map((text) => new Undecided('unknown', `${text} is missing`))
}

function typeAt(node: ASTNode, named: Named, keys: readonly string[]): ExpressionType {
  let type = named.type
  for (const key of keys) {
    if (type === 'any' || type === 'object') return 'any'
    if (typeof type === 'string') return refuse(`This is ${aType(type)} and has no attribute "${key}".`, node)
    const field: ExpressionType | undefined = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined
    if (!field) return refuseAttribute(node, key, Object.keys(type.fields))
    type = field
  }
  return type
}

function compileIndex(node: ASTNode, context: CompileContext): Step {
  if (node.op !== '[]' && node.op !== '[?]') return refuse('This cannot be read.', node)
  const base = context.compile(node.args[0], context)
  const index = context.compile(node.args[1], context)
  if (!['list', 'text', 'object', 'any'].includes(nameOf(base.type))) {
    refuse(`This is ${aType(base.type)}, which has no elements. Only lists, texts and objects have.`, node)
  }
  const missing = new Undecided('unknown', `${serialize(node)} is missing`)
  const run: Run = (frame) => {
    const value = base.run(frame)
    if (value instanceof Undecided) return value
    const key = index.run(frame)
    if (key instanceof Undecided) return key
    return elementAt(value, key) ?? missing
  }
  return { node, type: base.type === 'text' ? 'text' : 'any', run, parts: [base, index] }
}

function elementAt(value: Value, key: Value): Value | undefined {
  if (typeof key === 'string') return attributeOf(value, key)
  if (typeof key !== 'number') return undefined
  if (typeof value === 'string') return value[key]
  return Array.isArray(value) ? (value[key] ?? undefined) : undefined
}

function refuseName(node: ASTNode, name: string, { names }: CompileContext): never {
  const [variable] = names.keys()
  const hint = variable === undefined ? '' : ` An attribute is written ${variable}.${name}, a text "${name}".`
  return refuse(`"${name}" is not known here. There is ${listed([...names.keys()])}.${hint}`, node)
}

function refuseAttribute(node: ASTNode, key: string, names: readonly string[]): never {
  const nearest = nearestName(key, names)
  const hint = nearest === undefined ? `There is ${listed(names)}.` : `Did you mean ${nearest}?`
  return refuse(`There is no attribute "${key}" here. ${hint}`, node)
}

function listed(names: readonly string[]): string {
  return names.slice(0, 30).join(', ')
}
