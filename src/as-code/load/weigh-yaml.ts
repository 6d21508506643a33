import { Lexer } from 'yaml'

/** What keeps a file from being parsed: parsing takes far longer than looking at its tokens. */
export type TooMuch = 'values' | 'depth' | 'documents'

type Limits = { readonly depth: number; readonly nodes: number; readonly documents: number }

// What is this short is parsed in no time, whatever is in it.
const short = 10_000
// Each value with its key, marks and white space.
const tokensOfNode = 8
const mostDirectives = 16

/** What there is too much of in a text of YAML, before it is parsed; null where it can be. */
export function weighYaml(text: string, { depth, nodes, documents }: Limits): TooMuch | null {
  if (text.length <= short) return null
  if ((text.match(/^%/gm)?.length ?? 0) > mostDirectives) return 'documents'
  const seen = { tokens: 0, scalars: 0, documents: 0, flow: 0, marks: 0 }
  for (const token of new Lexer().lex(text)) {
    seen.tokens += 1
    count(token, seen)
    if (seen.flow > depth || seen.marks > depth) return 'depth'
    if (seen.documents > documents) return 'documents'
    if (seen.scalars > nodes * 2 || seen.tokens > nodes * tokensOfNode) return 'values'
  }
  return null
}

type Seen = { tokens: number; scalars: number; documents: number; flow: number; marks: number }

/** A scalar is announced by a sign of its own; the marks `-`, `?` and `:` that follow each other in a line open one level each. */
function count(token: string, seen: Seen): void {
  if (token === '\u001f') {
    seen.scalars += 1
    seen.marks = 0
  } else if (token.startsWith('\n')) seen.marks = 0
  else if (token === '---') {
    seen.documents += 1
    seen.flow = 0
  } else if (token === '[' || token === '{') seen.flow += 1
  else if (token === ']' || token === '}') seen.flow -= 1
  else if (token === '-' || token === '?' || token === ':') seen.marks += 1
}
