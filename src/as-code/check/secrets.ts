import type { Finding } from '../load/finding.ts'
import type { LoadedDocument, Path } from '../load/loaded-document.ts'
import { findingAt, type Subject } from './subject.ts'

/** Nothing in the files is a secret, or looks like one. The value itself is never repeated. */
export function checkSecrets(subject: Subject): Finding[] {
  return subject.documents.flatMap((document) =>
    textsIn(document.document).flatMap(({ text, path }) => {
      const what = looksLike(text, path)
      return what === null ? [] : [findingAt('looks_like_secret', { document, path }, { key: path.join('.'), what })]
    }),
  )
}

function textsIn(document: LoadedDocument['document']): { text: string; path: Path }[] {
  const texts: { text: string; path: Path }[] = []
  const open: { value: unknown; path: (string | number)[] }[] = [{ value: document, path: [] }]
  for (let each = open.pop(); each; each = open.pop()) {
    const { value, path } = each
    if (typeof value === 'string') texts.push({ text: value, path })
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value))
        open.push({ value: item, path: [...path, Array.isArray(value) ? Number(key) : key] })
  }
  return texts
}

const known: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key of AWS'],
  [/\b(ghp|gho|ghs|ghu|github_pat)_[A-Za-z0-9_]{20,}/, 'a token of GitHub'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a token of GitLab'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a token of Slack'],
  [/\b(sk|rk)_(live|test)_[A-Za-z0-9]{16,}/, 'a secret key'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'a signed token (JWT)'],
  [/:\/\/[^/\s:@]+:[^/\s:@]{3,}@/, 'an address with a password'],
]

/** Ids at a source look as random as secrets. */
const isId =
  /^(ext|emp|mail|env|file|vault):|^[a-z_]+_[0-9A-HJKMNP-TV-Z]{26}$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{24,40}$/i

function looksLike(text: string, path: Path): string | null {
  const found = known.find(([pattern]) => pattern.test(text))
  if (found) return found[1]
  if (path[0] === 'scope' || path[0] === 'directory' || path[0] === 'secrets') return null
  const tokens = text.split(/[\s"'(),;]+/).filter((token) => token.length >= 24 && !isId.test(token))
  return tokens.some(isRandom) ? 'a secret: a long text of random characters' : null
}

/** Random characters of all sorts: 24 of them have more than 3.9 bits each, words and paths have less, or fewer sorts. */
function isRandom(token: string): boolean {
  if (!/^[A-Za-z0-9+/_=~-]+$/.test(token)) return false
  if (!/[0-9]/.test(token) || !/[a-z]/.test(token) || !/[A-Z]/.test(token)) return false
  const longestWord = Math.max(...token.split(/[^a-z]+/).map((word) => word.length))
  return longestWord < 6 && entropy(token) > 3.9
}

function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0)
}
