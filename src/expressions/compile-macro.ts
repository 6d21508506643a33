import type { ASTNode } from '@marcbachmann/cel-js'
import type { Json, JsonObject } from '../model/json.ts'
import type { CompileContext } from './compile-context.ts'
import {
  aType,
  expressionLimits,
  type Frame,
  mayBe,
  type Outcome,
  type Run,
  type Step,
  spend,
  spendList,
  typeOf,
  Undecided,
} from './outcome.ts'
import { countNodes } from './parse-expression.ts'
import { refuse } from './refuse.ts'
import { requireType } from './require-type.ts'

const costOfVisit = 20
const costOfNode = 4

type Visit = (element: Json, frame: Frame) => Outcome
type Visits = { readonly test: Visit; readonly transform: Visit }
type Fold = (list: readonly Json[], visits: Visits, frame: Frame) => Outcome

const macros: Readonly<Record<string, { readonly returns: 'boolean' | 'list'; readonly fold: Fold }>> = {
  all: { returns: 'boolean', fold: quantifier(false) },
  exists: { returns: 'boolean', fold: quantifier(true) },
  exists_one: { returns: 'boolean', fold: existsOne },
  filter: { returns: 'list', fold: filtered },
  map: { returns: 'list', fold: mapped },
}

/** Whether a method is one that evaluates its argument for each element: `list.exists(name, …)`. */
export function isMacro(name: string): boolean {
  return Object.hasOwn(macros, name)
}

/** Compiles `list.all(x, …)`, `exists`, `exists_one`, `filter` and `map`, the last also with a condition before its value. */
export function compileMacro(
  node: ASTNode,
  { name, list, args }: { readonly name: string; readonly list: ASTNode; readonly args: readonly ASTNode[] },
  context: CompileContext,
): Step {
  const macro = macros[name]
  const [element, first, second] = args
  if (!macro || element?.op !== 'id' || !first) {
    return refuse(`Write .${name}(x, …), and what is to be said of each x.`, node)
  }
  const base = context.compile(list, context)
  if (!mayBe(base.type, 'object')) requireType(base, 'list', `.${name}() is for lists`)
  const inner = withElement(element, name, context)
  const isPlainMap = name === 'map' && !second
  const [body, value] = [context.compile(first, inner), second && context.compile(second, inner)]
  if (!isPlainMap) requireType(body, 'boolean', `.${name}() needs true or false`)
  const visit = (run: Run, part: ASTNode) =>
    visitor(run, context.names.size, costOfVisit + costOfNode * countNodes(part))
  const visits = {
    test: visit(isPlainMap ? always : body.run, first),
    transform: visit((value ?? body).run, second ?? first),
  }
  const run: Run = (frame) => {
    const value = base.run(frame)
    if (value instanceof Undecided) return value
    if (typeof value !== 'object') {
      return new Undecided('error', `.${name}() is for lists, not for ${aType(typeOf(value))}`)
    }
    return macro.fold(Array.isArray(value) ? value : keysOf(value), visits, frame)
  }
  return { node, type: macro.returns, run, parts: [base] }
}

/** Of an object, the names of the attributes that it has are looked at. */
function keysOf(value: JsonObject): string[] {
  return Object.keys(value).filter((key) => (value[key] ?? null) !== null)
}

const always: Run = () => true

/** The context within a macro: the name of the element takes the next slot. */
function withElement(element: ASTNode & { op: 'id' }, macro: string, context: CompileContext): CompileContext {
  if (context.macros >= expressionLimits.nestedMacros) {
    refuse(`.${macro}() is nested more than ${expressionLimits.nestedMacros} deep.`, element)
  }
  if (context.names.has(element.args)) refuse(`"${element.args}" is taken. Give the elements another name.`, element)
  const named = { slot: context.names.size, type: 'any', isVariable: false } as const
  return { ...context, names: new Map([...context.names, [element.args, named]]), macros: context.macros + 1 }
}

function visitor(run: Run, slot: number, cost: number): Visit {
  return (element, frame) => {
    const spent = spend(frame, cost)
    if (spent) return spent
    frame.slots[slot] = element
    return run(frame)
  }
}

/** `all` and `exists`: one decisive element is enough, whatever is unknown of the others. */
function quantifier(decisive: boolean): Fold {
  return (list, { test }, frame) => {
    let undecided: Undecided | undefined
    for (const element of list) {
      const outcome = test(element, frame)
      if (outcome === decisive) return decisive
      if (outcome !== !decisive) undecided ??= undecidedBy(outcome)
      if (frame.work < 0) break
    }
    return undecided ?? !decisive
  }
}

function existsOne(list: readonly Json[], { test }: Visits, frame: Frame): Outcome {
  let found = 0
  for (const element of list) {
    const outcome = test(element, frame)
    if (typeof outcome !== 'boolean') return undecidedBy(outcome)
    if (outcome) found += 1
  }
  return found === 1
}

/** Elements of which it is unknown whether they are wanted are not, so that one without a `type` does not hide the others. */
function filtered(list: readonly Json[], { test }: Visits, frame: Frame): Outcome {
  const kept: Json[] = []
  for (const element of list) {
    const outcome = test(element, frame)
    if (isUnknown(outcome)) continue
    if (typeof outcome !== 'boolean') return undecidedBy(outcome)
    if (outcome) kept.push(element)
  }
  return kept
}

function mapped(list: readonly Json[], { test, transform }: Visits, frame: Frame): Outcome {
  const wanted = filtered(list, { test, transform }, frame)
  if (!Array.isArray(wanted)) return wanted
  const values: Json[] = []
  for (const element of wanted) {
    const outcome = transform(element, frame)
    if (isUnknown(outcome)) continue
    if (outcome instanceof Undecided) return outcome
    values.push(outcome)
  }
  return spendList(frame, values.length) ?? values
}

function isUnknown(outcome: Outcome): boolean {
  return outcome instanceof Undecided && outcome.kind === 'unknown'
}

function undecidedBy(outcome: Outcome): Undecided {
  if (outcome instanceof Undecided) return outcome
  return new Undecided('error', `true or false is needed for each element, not ${aType(typeOf(outcome))}`)
}
