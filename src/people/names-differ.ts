import type { Json, JsonObject } from '../model/json.ts'
import { caseKey } from '../model/user.ts'

/** Somebody with the values by which people are told apart. */
export type Named = { readonly values: JsonObject }

/** Whether some of these users and some of those are called the same. Without a name nobody can tell. */
export function haveSameName(some: readonly Named[], others: readonly Named[]): boolean {
  const names = new Set(some.flatMap(namesOf))
  return others.flatMap(namesOf).some((name) => names.has(name))
}

/**
 * Whether these users are called altogether differently than those: no word of the full names is the same, so that it is neither a
 * marriage nor a shorter first name. Names of one word, and names in different scripts, say nothing.
 */
export function haveOtherName(some: readonly Named[], others: readonly Named[]): boolean {
  if (haveSameText(some, others)) return false
  const [mine, theirs] = [wordsOf(some), wordsOf(others)]
  if (mine.size === 0 || theirs.size === 0 || !mine.isDisjointFrom(theirs)) return false
  return scriptOf(mine) === scriptOf(theirs)
}

/** Whether an address or login of some is that of others, too. */
export function haveSameAddress(some: readonly Named[], others: readonly Named[]): boolean {
  const addresses = new Set(some.flatMap(addressesOf))
  return others.flatMap(addressesOf).some((address) => addresses.has(address))
}

/** Nearly everybody who has something in common has the same name, letter by letter. */
function haveSameText(some: readonly Named[], others: readonly Named[]): boolean {
  const [one, other] = [some[0]?.values, others[0]?.values]
  if (!one?.familyName || one.familyName !== other?.familyName) return false
  return one.givenName === other.givenName
}

function namesOf({ values }: Named): string[] {
  const full = values.givenName && values.familyName ? `${values.givenName} ${values.familyName}` : null
  return [full, values.displayName].flatMap((name) => folded(name))
}

/** The words of those who have a first and a last name. */
function wordsOf(users: readonly Named[]): Set<string> {
  const full = users.filter((user) => namesOf(user).some((name) => name.includes(' ')))
  const names = full.flatMap((user) => [...namesOf(user), ...folded(user.values.preferredName)])
  return new Set(names.flatMap((name) => name.split(' ')))
}

function scriptOf(words: ReadonlySet<string>): 'latin' | 'other' {
  return [...words].some((word) => /\p{Script=Latin}/u.test(word)) ? 'latin' : 'other'
}

function addressesOf({ values: { mail, mails, userName } }: Named): string[] {
  const texts = [mail, userName, ...(Array.isArray(mails) ? mails : [])]
  return texts.flatMap((text) => (typeof text === 'string' && text.includes('@') ? caseKey(text) : []))
}

/** Without accents, signs and case. */
function folded(name: Json | undefined): string[] {
  if (typeof name !== 'string' || name.includes('@')) return []
  const letters = name.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '')
  const text = letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return text === '' ? [] : [text]
}
