import type { Writer } from './written-files.ts'

// Far below what an expression may have, so that two such rules can stand in one.
const mostTerms = 40
const mostCharacters = 1600

/**
 * A rule by which those are in who fulfil one of the terms. Where they are too many for one rule, groups of their own hold a part each,
 * and the rule asks for these. Null where there is no term.
 */
export function anyOf(
  terms: readonly string[],
  parts: { readonly writer: Writer; readonly id: string; readonly header: readonly string[] },
): string | null {
  const pieces = inPieces([...new Set(terms)].filter((term) => term !== ''))
  const [only] = pieces
  if (pieces.length <= 1) return only ?? null
  const asked = pieces.map((rule, index) => {
    const id = `${parts.id.slice(0, 54)}-part-${index + 1}`
    const name = `${parts.id}, part ${index + 1}`
    parts.writer.write({ kind: 'Group', id, name, members: { rule, mode: 'exact' } }, { header: parts.header })
    return `person.memberOf("${id}")`
  })
  return asked.join(' || ')
}

function inPieces(terms: readonly string[]): string[] {
  const pieces: string[] = []
  let piece: string[] = []
  let length = 0
  for (const term of terms) {
    if (piece.length === mostTerms || (piece.length > 0 && length + term.length > mostCharacters)) {
      pieces.push(piece.join(' || '))
      piece = []
      length = 0
    }
    piece.push(term)
    length += term.length + 4
  }
  return piece.length === 0 ? pieces : [...pieces, piece.join(' || ')]
}
