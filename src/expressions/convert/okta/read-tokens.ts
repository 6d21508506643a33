import { refuse } from '../../refuse.ts'

export type OktaToken = {
  readonly is: 'name' | 'text' | 'number' | 'sign'
  readonly text: string
  readonly start: number
}

const patterns: readonly (readonly [OktaToken['is'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['text', /"(?:\\.|[^"\\])*"|'(?:''|\\.|[^'\\])*'/sy],
  ['number', /\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_$][\w$]*/y],
  ['sign', /&&|\|\||==|!=|<=|>=|[<>=!?:+(),.{}[\]]/y],
]

/** Takes an expression of Okta apart. Texts come without their quotes, words for signs as the signs. */
export function readTokens(text: string): OktaToken[] {
  const tokens: OktaToken[] = []
  let at = 0
  while (at < text.length) {
    const [is, found] =
      tokenAt(text, at) ?? refuse(`"${text.charAt(at)}" is not expected here.`, { input: text, start: at })
    if (is !== 'space') tokens.push({ ...plain(is, found), start: at })
    at += found.length
  }
  return tokens
}

function tokenAt(text: string, at: number): readonly [OktaToken['is'] | 'space', string] | null {
  for (const [is, pattern] of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return [is, found[0]]
  }
  return null
}

const words: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

function plain(is: OktaToken['is'], found: string): Omit<OktaToken, 'start'> {
  if (is === 'text') return { is, text: unquoted(found) }
  const sign = is === 'name' ? words[found.toLowerCase()] : undefined
  return sign === undefined ? { is, text: found } : { is: 'sign', text: sign }
}

function unquoted(found: string): string {
  const inner = found.slice(1, -1)
  const single = found.startsWith("'") ? inner.replaceAll("''", "'") : inner
  return single.replace(/\\(.)/gs, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter)
}
