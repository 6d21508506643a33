import { refuse } from '../../refuse.ts'

/** A word is a property, an operator without its hyphen, a number or a keyword. */
export type EntraToken = { readonly is: 'word' | 'text' | 'sign'; readonly text: string; readonly start: number }

const space = /\s+/y
const sign = /[()[\],]/y
// In double quotes the backtick escapes, in single quotes a quote is written twice.
const doubled = /"((?:`.|[^"`])*)"/sy
const single = /'((?:''|[^'])*)'/sy
// Pages are copied from: a dash is often a long one.
const operator = /[-–—]([A-Za-z]+)/y
const word = /[$\w.:+-]+/y

/** Takes a rule of Entra apart. */
export function readTokens(text: string): EntraToken[] {
  const tokens: EntraToken[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  while (at < text.length) {
    const blank = take(space)
    const found = blank ? null : tokenOf(take)
    if (!blank && !found) refuse(`"${text.charAt(at)}" is not expected here.`, { input: text, start: at })
    if (found) tokens.push({ ...found.token, start: at })
    at += (blank?.[0] ?? found?.whole ?? ' ').length
  }
  return tokens
}

function tokenOf(take: (pattern: RegExp) => RegExpExecArray | null): {
  readonly whole: string
  readonly token: Omit<EntraToken, 'start'>
} | null {
  const [mark, two, one, dashed] = [take(sign), take(doubled), take(single), take(operator)]
  if (mark) return { whole: mark[0], token: { is: 'sign', text: mark[0] } }
  if (two) return { whole: two[0], token: { is: 'text', text: (two[1] ?? '').replace(/`(.)/gs, '$1') } }
  if (one) return { whole: one[0], token: { is: 'text', text: (one[1] ?? '').replaceAll("''", "'") } }
  if (dashed) return { whole: dashed[0], token: { is: 'word', text: dashed[1] ?? '' } }
  const plain = take(word)
  return plain && { whole: plain[0], token: { is: 'word', text: plain[0] } }
}
