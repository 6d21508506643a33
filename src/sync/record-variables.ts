import type { Expression } from '../expressions/compile-expression.ts'

/** What mappings and rules can read, and nothing else: `user` is the record as the source gives it. */
export const recordVariables = { user: 'any' } as const

/** Whether an expression reads one of these paths of the record, or something within or around it (`SourceUser.unknown`). */
export function readsOneOf({ reads }: Expression, paths: readonly string[]): boolean {
  return reads.some(([, ...keys]) => {
    const read = keys.join('.')
    return paths.some((path) => areWithin(read, path))
  })
}

function areWithin(one: string, other: string): boolean {
  return one === '' || one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}
