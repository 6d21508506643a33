import type { AttributeType } from '../../../model/overlay/person-rules.ts'

/** A part of a rule as it is written in CEL: of which type it is, and how closely its operator binds. */
export type Written = {
  readonly text: string
  readonly type: 'text' | 'number' | 'boolean' | 'list' | 'null'
  readonly binds: number
  /** The path of an attribute that is read as it is. */
  readonly path?: string
  /** Of an address, which people have in lower case. */
  readonly isMail?: boolean
}

/** From the loosest to the closest. */
export const binding = { choice: 1, or: 2, and: 3, comparison: 4, sum: 5, not: 6, term: 7 } as const

/** A part within an operator, in brackets where it binds less closely. */
export function within(part: Written, binds: number): string {
  return part.binds < binds ? `(${part.text})` : part.text
}

export const boolean = (text: string, binds: number): Written => ({ text, type: 'boolean', binds })

/** What a value of an attribute is in an expression. */
export function writtenType(type: AttributeType): Written['type'] {
  return type === 'number' || type === 'boolean' || type === 'list' ? type : 'text'
}
