/** Words as a `tsvector` in the text form that PostgreSQL reads. */
export function wordsLiteral(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

/** What is asked for: all of `wanted`, one of `oneOf` (if there are any), and for each of `begun` a word that begins so. */
export type AskedWords = {
  readonly wanted: readonly string[]
  readonly oneOf?: readonly string[]
  readonly begun: readonly string[]
}

/** A `tsquery` for what is asked for; null where nothing is. */
export function wordsQuery({ wanted, oneOf = [], begun }: AskedWords): string | null {
  const parts = [
    ...wanted.map(quoted),
    ...(oneOf.length > 0 ? [`(${oneOf.map(quoted).join(' | ')})`] : []),
    ...begun.map((word) => `${quoted(word)}:*`),
  ]
  return parts.length === 0 ? null : parts.join(' & ')
}

function quoted(word: string): string {
  return `'${word.replace(/['\\]/g, '$&$&')}'`
}
