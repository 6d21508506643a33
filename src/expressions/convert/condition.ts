/** A condition as it is written in CEL, with enough of its shape to know where brackets belong. */
export type Condition =
  | { readonly is: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition }
  /** Something that binds closer than `!`: a call, a path, a literal. */
  | { readonly is: 'term'; readonly text: string }
  /** A comparison, or anything else that binds closer than `&&` only. */
  | { readonly is: 'comparison'; readonly text: string }

export const term = (text: string): Condition => ({ is: 'term', text })
export const comparison = (text: string): Condition => ({ is: 'comparison', text })
export const not = (part: Condition): Condition => (part.is === 'not' ? part.part : { is: 'not', part })
export const all = (...parts: readonly Condition[]): Condition => joined('all', parts)
export const any = (...parts: readonly Condition[]): Condition => joined('any', parts)

function joined(is: 'all' | 'any', parts: readonly Condition[]): Condition {
  const [one] = parts
  if (one && parts.length === 1) return one
  return { is, parts: parts.flatMap((part) => (part.is === is ? part.parts : [part])) }
}

/** Writes a condition as CEL. */
export function writeCondition(condition: Condition): string {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.parts
        .map((part) => writeWithin(part, condition.is))
        .join(condition.is === 'all' ? ' && ' : ' || ')
    case 'not':
      return condition.part.is === 'term' ? `!${condition.part.text}` : `!(${writeCondition(condition.part)})`
    default:
      return condition.text
  }
}

/** `&&` and `||` within one another are bracketed, also where that is not needed, because few know what is. */
function writeWithin(part: Condition, outer: 'all' | 'any'): string {
  const isOther = (part.is === 'all' || part.is === 'any') && part.is !== outer
  return isOther ? `(${writeCondition(part)})` : writeCondition(part)
}

/** A text as CEL writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A list of texts as CEL writes it. */
export function listed(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`
}
