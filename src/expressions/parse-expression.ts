import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js'
import { expressionLimits } from './outcome.ts'
import { refuse } from './refuse.ts'

// Of the package only the grammar is used. Its macros add nodes of their own, so that nodes are counted here.
const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: expressionLimits.characters * 4,
    // What is within the innermost of so many brackets counts, too.
    maxDepth: expressionLimits.depth + 1,
    maxListElements: 100,
    maxMapEntries: 100,
    maxCallArguments: 20,
  },
})

/** Parses the text of an expression. Throws `invalid_expression` with the place for what is no CEL or too large. */
export function parseExpression(text: string): ASTNode {
  if (text.trim() === '') refuse('The expression is empty.')
  if (text.length > expressionLimits.characters) {
    refuse(`The expression has ${text.length} characters; at most ${expressionLimits.characters} are allowed.`)
  }
  const ast = parseGrammar(text)
  const nodes = countNodes(ast)
  if (nodes > expressionLimits.nodes) {
    refuse(
      `The expression has ${nodes} parts; at most ${expressionLimits.nodes} are allowed. Split it, or use "in" with a list.`,
    )
  }
  return ast
}

/** The nodes directly below a node. */
export function nodesBelow(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** How many nodes an expression has, itself and all below. */
export function countNodes(ast: ASTNode): number {
  let count = 0
  const open: ASTNode[] = [ast]
  for (let node = open.pop(); node; node = open.pop()) {
    count += 1
    open.push(...nodesBelow(node))
  }
  return count
}

function parseGrammar(text: string): ASTNode {
  try {
    return grammar.parse(text).ast
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const start = error.range?.start ?? 0
    return refuse(explained(error, text, start), { input: text, start })
  }
}

function explained(error: ParseError, text: string, start: number): string {
  const rest = text.slice(start)
  if (error.summary.startsWith('Exceeded maxDepth')) {
    return `The expression is nested more than ${expressionLimits.depth} deep.`
  }
  if (rest.trim() === '') return 'The expression ends too early. Is a bracket, a quote or an operand missing?'
  if (/^=[^=]/.test(rest)) return 'Write "==" to compare.'
  if (/^and\b/i.test(rest)) return 'Write "&&" for "and".'
  if (/^or\b/i.test(rest)) return 'Write "||" for "or".'
  if (/\bnot\s*$/i.test(text.slice(0, start))) return 'Write "!" for "not".'
  if (/^[“”„‘’]/.test(rest)) return 'Use straight quotes: "text".'
  if (error.code === 'unexpected_character' && /^[^\x20-\x7e]/.test(rest)) {
    return `A name cannot have "${[...rest][0]}" in it. Write user["the name"].`
  }
  if (error.code !== 'unexpected_character' && error.code !== 'unexpected_token') return `${error.summary}.`
  return `"${/^(\w+|.)/s.exec(rest)?.[0]}" is not expected here. Is an operator or a bracket missing before it?`
}
