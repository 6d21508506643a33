import type { ASTNode } from '@marcbachmann/cel-js'
import { parseExpression } from '../parse-expression.ts'
import { foldable, operatorOf, type RowForm } from './row-forms.ts'
import type { BuilderRow, RuleBuilder } from './rule-builder.ts'

/**
 * The rows of the builder that a rule consists of; null for one that rows cannot say, which is then edited as text. Throws
 * `invalid_expression` for what is no rule at all.
 */
export function toBuilder(text: string): RuleBuilder | null {
  const ast = parseExpression(text)
  const group = groupOf(ast)
  if (group) return group
  const row = rowOf(ast)
  return row && { match: 'all', rows: [row] }
}

function groupOf(node: ASTNode): RuleBuilder | null {
  if (node.op !== '&&' && node.op !== '||') return null
  const rows: RuleBuilder['rows'] = []
  for (const part of partsOf(node, node.op)) {
    const row = groupOf(part) ?? rowOf(part)
    if (!row) return null
    rows.push(row)
  }
  return { match: node.op === '&&' ? 'all' : 'any', rows }
}

function partsOf(node: ASTNode, operator: '&&' | '||'): ASTNode[] {
  if (node.op !== operator) return [node]
  return [...partsOf(node.args[0], operator), ...partsOf(node.args[1], operator)]
}

type Read = Omit<BuilderRow, 'operator'> & { readonly form: RowForm }

function rowOf(node: ASTNode): BuilderRow | null {
  const isDenied = node.op === '!_'
  const read = readRow(isDenied ? node.args : node)
  if (!read) return null
  const { form, ...rest } = read
  const operator = operatorOf(form, isDenied)
  if (operator === undefined || (rest.ignore_case && !isFolded(operator, rest.value))) return null
  return { ...rest, operator }
}

/** `.lower()` of what is compared with something in upper case never holds: the builder would write something else. */
function isFolded(operator: BuilderRow['operator'], value: BuilderRow['value']): boolean {
  const values = Array.isArray(value) ? value : [value]
  return foldable.has(operator) && values.every((one) => typeof one === 'string' && one === one.toLowerCase())
}

function readRow(node: ASTNode): Read | null {
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return withValue(pathOf(node.args[0]), scalarOf(node.args[1]), { by: 'compare', sign: node.op })
    case 'in':
      return node.args[1].op === 'list'
        ? withValue(pathOf(node.args[0]), listOf(node.args[1]), { by: 'in' })
        : withValue(plainPath(node.args[1]), scalarOf(node.args[0]), { by: 'includes' })
    case 'call':
    case 'rcall':
      return readCall(node)
    default:
      return withoutValue(plainPath(node), { by: 'true' })
  }
}

function readCall(node: ASTNode & { readonly op: 'call' | 'rcall' }): Read | null {
  if (node.op === 'call') {
    const [name, [arg, ...others]] = node.args
    return name === 'has' && arg && others.length === 0 ? withoutValue(plainPath(arg), { by: 'has' }) : null
  }
  const [name, receiver, args] = node.args
  const texts = args.map(scalarOf).filter((value) => typeof value === 'string')
  if (texts.length !== args.length) return null
  if (receiver.op === 'id' && receiver.args === 'person') {
    return texts.length > 0 ? { form: { by: 'person', name }, value: texts.join('#') } : null
  }
  // Another name for the same.
  const method = name === 'matches' ? 're' : name
  if (method === 'reached' && texts.length === 0) texts.push('P0D')
  return texts.length === 1 ? withValue(pathOf(receiver), texts[0] ?? null, { by: 'call', name: method }) : null
}

type Path = { readonly attribute: string; readonly ignore_case?: boolean }

/** `person.department`, also with `.lower()` behind it. */
function pathOf(node: ASTNode): Path | null {
  if (node.op === 'rcall' && node.args[0] === 'lower' && node.args[2].length === 0) {
    const path = plainPath(node.args[1])
    return path && { ...path, ignore_case: true }
  }
  return plainPath(node)
}

function plainPath(node: ASTNode): Path | null {
  if (node.op !== '.' || node.args[0].op !== 'id' || node.args[0].args !== 'person') return null
  return { attribute: node.args[1] }
}

function withValue(path: Path | null, value: BuilderRow['value'] | null, form: RowForm): Read | null {
  return path && value !== null && value !== undefined ? { ...path, form, value } : null
}

function withoutValue(path: Path | null, form: RowForm): Read | null {
  return path && { ...path, form }
}

function scalarOf(node: ASTNode): string | number | null {
  if (node.op === '-_') {
    const value = scalarOf(node.args)
    return typeof value === 'number' ? -value : null
  }
  if (node.op !== 'value') return null
  if (typeof node.args === 'bigint') return Number(node.args)
  return typeof node.args === 'string' || typeof node.args === 'number' ? node.args : null
}

function listOf(node: ASTNode & { readonly op: 'list' }): (string | number)[] | null {
  const values = node.args.map(scalarOf)
  const known = values.filter((value) => value !== null)
  return known.length === values.length && known.length > 0 ? known : null
}
