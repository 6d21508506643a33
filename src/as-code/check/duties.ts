import { AppError } from '../../errors.ts'
import { parseExpression } from '../../expressions/parse-expression.ts'
import type { Finding } from '../load/finding.ts'
import { findingAt, type LoadedOf, placeText, type Subject } from './subject.ts'

type Policy = LoadedOf<'AccessPolicy'>

/**
 * Separation of duties as far as rules show it: of two policies that conflict, the rule of one must not hold for everybody
 * for whom the other's holds. (Whether it does for some is seen by `muster plan`, which knows the people.)
 */
export function checkDuties(subject: Subject): Finding[] {
  const policies = subject.of('AccessPolicy')
  const seen = new Set<string>()
  return policies.flatMap((one) =>
    (one.document.conflicts ?? []).flatMap((id) => {
      const other = subject.find('AccessPolicy', id)
      const pair = [one.document.id, id].sort().join(' ')
      if (!other || other === one || seen.has(pair)) return []
      seen.add(pair)
      return overlap(one, other)
    }),
  )
}

function overlap(one: Policy, other: Policy): Finding[] {
  const [a, b] = [one.document.assigned, other.document.assigned]
  if (a === undefined || b === undefined) return []
  const forms = [normalForm(a), normalForm(b)] as const
  if (forms[0] === null || forms[1] === null) return []
  const isSame = implies(forms[0], forms[1]) && implies(forms[1], forms[0])
  let how = ''
  if (isSame) how = 'both rules are the same'
  else if (implies(forms[0], forms[1])) how = `whoever satisfies this rule also satisfies that of ${other.document.id}`
  else if (implies(forms[1], forms[0]))
    how = `whoever satisfies the rule of ${other.document.id} also satisfies this one`
  else return []
  const data = { other: `${other.document.id} (${placeText(other)})`, how }
  return [findingAt('conflicting_assignment', { document: one, path: ['assigned'] }, data)]
}

/** A rule as alternatives, each of conditions that all hold: `a && (b || c)` is [[a, b], [a, c]]. Null for what is too much. */
type NormalForm = readonly ReadonlySet<string>[] | null

type Node = { readonly op: string; readonly args: unknown }

function normalForm(text: string): NormalForm {
  try {
    return alternatives(parseExpression(text) as Node)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const mostAlternatives = 64

function alternatives(node: Node): NormalForm {
  if (node.op !== '&&' && node.op !== '||') return [new Set([canonical(node)])]
  const [left, right] = (node.args as Node[]).map(alternatives)
  if (!left || !right) return null
  const all = node.op === '||' ? [...left, ...right] : left.flatMap((a) => right.map((b) => new Set([...a, ...b])))
  return all.length > mostAlternatives ? null : all
}

/** A condition whatever its spaces and brackets. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)
  const { op, args } = value as Node
  return `(${op} ${canonical(args)})`
}

/** Whether each alternative of one asks for all that some alternative of the other asks for. */
function implies(one: NonNullable<NormalForm>, other: NonNullable<NormalForm>): boolean {
  return one.every((conditions) => other.some((wanted) => wanted.isSubsetOf(conditions)))
}
