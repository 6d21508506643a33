import type { ASTNode } from '@marcbachmann/cel-js'
import { compileAccess } from './compile-access.ts'
import { compileCall, compileList, compileObject } from './compile-call.ts'
import type { CompileContext } from './compile-context.ts'
import { compileBinary, compileChoice, compileLogic, compileUnary } from './compile-operator.ts'
import { type Step, typeOf, Undecided } from './outcome.ts'
import { refuse } from './refuse.ts'

const noValue = new Undecided('unknown', 'the expression says null')

/** Compiles a node and all below it to functions, and finds the types that are known. */
export function compileNode(node: ASTNode, context: CompileContext): Step {
  switch (node.op) {
    case 'value':
      return compileLiteral(node)
    case 'id':
    case '.':
    case '.?':
    case '[]':
    case '[?]':
      return compileAccess(node, context)
    case 'call':
    case 'rcall':
      return compileCall(node, context)
    case 'list':
      return compileList(node, { elements: node.args, isCompact: false }, context)
    case 'map':
      return compileObject(node, { entries: node.args, isCompact: false }, context)
    case '?:':
      return compileChoice(node, node.args, context)
    case '&&':
    case '||':
      return compileLogic(node, node.args, context)
    case '!_':
    case '-_':
      return compileUnary(node, node.args, context)
    default:
      return compileBinary(node, node.args, context)
  }
}

/** All numbers are one type here, as in JSON, of which CEL's `int` and `double` are two. */
function compileLiteral(node: ASTNode & { readonly op: 'value' }): Step {
  const { args } = node
  if (args === null) return { node, type: 'any', run: () => noValue, parts: [] }
  const value = typeof args === 'bigint' ? Number(args) : args
  if (typeof value === 'object') return refuse('Bytes and unsigned numbers are not used here.', node)
  if (typeof args === 'bigint' && !Number.isSafeInteger(value)) {
    refuse(`Numbers of more than 15 digits lose some. Write a text: "${args}".`, node)
  }
  return { node, type: typeOf(value), run: () => value, parts: [], constant: value }
}
