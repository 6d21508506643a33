import { caseKey } from '../../model/user.ts'

/** One part of a name, such as `OU=Sales`; several values joined by `+` are one part. */
export type NamePart = readonly { readonly type: string; readonly value: string }[]

/**
 * The parts of a distinguished name, the entry's own first, without escapes (RFC 4514 section 3). It takes spaces around
 * separators, as RFC 2253 told readers to; null for what is not a name.
 */
export function parseName(text: string): readonly NamePart[] | null {
  if (text.trim() === '') return []
  const parts = splitUnescaped(text, ',').map((part) => splitUnescaped(part, '+').map(parseValue))
  return parts.every((part) => part.every((each) => each !== null)) ? parts.map((part) => part.filter(isPair)) : null
}

/**
 * The one form of a name under which it is compared: types and values in lower case, escapes only where there must be some,
 * no spaces around separators. Servers write the same name in different ways.
 */
export function canonicalName(text: string): string {
  const parts = parseName(text)
  if (parts === null) return caseKey(text.trim())
  return parts.map((part) => part.map(toText).toSorted().join('+')).join(',')
}

/** Whether an entry is a base or lies below it. */
export function isBelow(name: string, base: string): boolean {
  const [inner, outer] = [canonicalName(name), canonicalName(base)]
  return outer === '' || inner === outer || inner.endsWith(`,${outer}`)
}

/**
 * The organizational units in a name as a path from the root, `/Sales/Europe`; `/` outside all. A slash or backslash within a name has
 * a backslash before it.
 */
export function orgUnitPath(name: string): string {
  const units = (parseName(name) ?? []).slice(1).flatMap((part) => part.filter(({ type }) => /^ou$/i.test(type)))
  return `/${units
    .toReversed()
    .map(({ value }) => value.replace(/[\\/]/g, '\\$&'))
    .join('/')}`
}

/** A value made fit to stand in a name (RFC 4514 section 2.4). */
export function escapeNameValue(value: string): string {
  return value
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/(?<=.) $/s, '\\ ')
    .replace(/^[ #]/, '\\$&')
}

function toText({ type, value }: NamePart[number]): string {
  // Spaces in a row count as one (RFC 4518 section 2.6.1).
  return `${type.toLowerCase()}=${escapeNameValue(caseKey(value).replace(/ {2,}/g, ' '))}`
}

const isPair = (each: NamePart[number] | null): each is NamePart[number] => each !== null

function parseValue(text: string): NamePart[number] | null {
  const at = text.indexOf('=')
  if (at < 1) return null
  const value = text
    .slice(at + 1)
    .trimStart()
    .replace(/(?<!\\)((?:\\\\)*) +$/, '$1')
  return { type: text.slice(0, at).trim(), value: unescapeValue(value) }
}

/** Escapes are a backslash and either the character itself or two hexadecimal digits for each byte of its UTF-8. */
function unescapeValue(value: string): string {
  const bare = /^".*"$/s.test(value) ? value.slice(1, -1) : value
  return bare.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_, bytes: string | undefined, character: string) =>
    bytes === undefined ? character : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'),
  )
}

function splitUnescaped(text: string, separator: ',' | '+'): string[] {
  const parts: string[] = []
  let [start, isQuoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && (text[at] === separator || (separator === ',' && text[at] === ';'))) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}
