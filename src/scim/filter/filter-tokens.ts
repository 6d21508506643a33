import { type ScimError, scimErrors } from '../errors.ts'

/** A piece of a filter with the place where it begins. `text` of a string is what stands between the quotes, unescaped. */
export type Token = {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']' | 'end'
  readonly text: string
  readonly at: number
}

const tokenPattern = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/suy

/**
 * Cuts a filter or PATCH path into tokens; the last one is always `end`. Words are attribute paths, operators and bare
 * values alike: which they are is seen from where they stand.
 */
export function filterTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(tokenPattern)
  const end = text.trimEnd().length
  for (let at = 0; at < end; at = pattern.lastIndex) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) throw unclosed(text, at)
    const token = tokenOf(match, pattern.lastIndex)
    checkText(token)
    tokens.push(token)
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

function unclosed(text: string, at: number): ScimError {
  const quote = text.indexOf('"', at)
  return scimErrors.invalidFilter(
    `The filter is not valid: the text that begins at character ${quote + 1} has no closing quote.`,
  )
}

function tokenOf(match: RegExpExecArray, end: number): Token {
  const [, bracket, quoted, word] = match
  if (bracket) return { kind: bracket as '(' | ')' | '[' | ']', text: bracket, at: end - 1 }
  if (word) return { kind: 'word', text: word, at: end - word.length }
  const at = end - (quoted?.length ?? 0)
  return { kind: 'string', text: unescapeText(quoted ?? '""', at), at }
}

// A body is refused for them too. That a text with them is found nowhere would say nothing of what went wrong.
function checkText({ text, at }: Token): void {
  const found = text.includes('\u0000') ? 'a null character' : text.isWellFormed() ? null : 'half of a surrogate pair'
  if (found === null) return
  throw scimErrors.invalidFilter(
    `The filter is not valid: the text at character ${at + 1} contains ${found}, which no value can have.`,
  )
}

function unescapeText(quoted: string, at: number): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    throw scimErrors.invalidFilter(
      `The filter is not valid: the text at character ${at + 1} is not a JSON string. Escape quotes and backslashes with a backslash.`,
    )
  }
}
