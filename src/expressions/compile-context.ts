import type { ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionType, Step } from './outcome.ts'

/** A name that an expression may use. `isVariable` is false for those that macros bring. */
export type Named = { readonly slot: number; readonly type: ExpressionType; readonly isVariable: boolean }

/** What the compilation of a node works with. */
export type CompileContext = {
  readonly names: ReadonlyMap<string, Named>
  /** How many macros the node is within. */
  readonly macros: number
  /** Tells which attribute is read, beginning with the variable. */
  readonly reads: (path: readonly string[]) => void
  readonly compile: (node: ASTNode, context: CompileContext) => Step
  /** Calls that are there in this kind of expression only, by their names. */
  readonly calls?: Readonly<Record<string, CompileCall>>
}

/** Compiles a call. A method's receiver is its first argument. */
export type CompileCall = (node: ASTNode, args: readonly ASTNode[], context: CompileContext) => Step
