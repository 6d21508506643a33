import type { JsonObject } from './json.ts'
import { caseKey, type UserAttributes } from './user.ts'

/** What of a user is searched. */
export type SearchedUser = {
  readonly id: string
  readonly organizationId: string
  readonly idpId: string
  readonly userName: string
  readonly attributes: UserAttributes
}

/** What of a group is searched. */
export type SearchedGroup = {
  readonly id: string
  readonly organizationId: string
  readonly idpId: string
  readonly displayName: string
}

// Nobody types more, and keys in an index must stay short.
const longestWord = 100
const longestName = 100
const mostWords = 60
const mostAsked = 8

/** Between words, both where they are kept and where they are typed. */
const wordEnd = /[\s,;]+/

/** Letters that Unicode does not take apart into a letter and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
}

/** A text as it is searched: without case and accents. "Łukasz Ørsted-Müller" is "lukasz orsted-muller". */
export function foldText(text: string): string {
  const lower = caseKey(text)
  // Most texts are plain already.
  if (/^[ -~]*$/.test(lower)) return lower
  return (
    lower
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // Signs that stand for letters come apart into capitals, too: ™ is "TM".
      .toLowerCase()
      .replace(/[ßæœøđðþłħı]/g, (letter) => plainLetters[letter] ?? letter)
  )
}

/** The key by which people are sorted: the name that lists show. */
export function userNameKey({ attributes, userName }: Pick<SearchedUser, 'attributes' | 'userName'>): string {
  const both = [attributes.first_name, attributes.last_name].filter(Boolean).join(' ')
  return cut(foldText(attributes.name || both || userName || attributes.email || ''), longestName)
}

/** Everything by which a user is found: words of names, login, addresses and ids, and the marks of filters. */
export function userSearchWords(user: SearchedUser): string[] {
  const { attributes } = user
  const custom = attributes.custom_attributes
  const names = [attributes.name, attributes.first_name, attributes.last_name, textOf(custom, 'display_name')]
  const addresses = [user.userName, attributes.email, ...attributes.emails.map(({ value }) => value)]
  const words = [
    ...names.flatMap(wordsOf),
    // Before the addresses, of which there may be more than there is room for.
    ...[user.idpId, user.id, textOf(custom, 'employee_number')].flatMap(wholeWords),
    ...addresses.flatMap(addressWords),
  ]
  const marks = [
    organizationMark(user.organizationId),
    ...marked(departmentMark, textOf(custom, 'department_name')),
    ...marked(jobTitleMark, attributes.job_title),
    ...marked(managerMark, textOf(custom, 'manager_id')),
  ]
  return searchable(marks, words)
}

/** Everything by which a group is found. */
export function groupSearchWords({ id, organizationId, idpId, displayName }: SearchedGroup): string[] {
  const words = [...wholeWords(idpId), ...wholeWords(id), ...wordsOf(displayName)]
  return searchable([organizationMark(organizationId)], words)
}

/** The words of what somebody types, in any order, each the beginning of a word that is looked for. */
export function askedWords(text: string): string[] {
  const words = foldText(text).split(wordEnd).map(plainWord)
  return distinct(words).slice(0, mostAsked)
}

/** The mark of all that belongs to an organization. */
export const organizationMark = (id: string): string => `@${id}`
/** The marks of what users can be filtered by. No word begins as they do. */
export const departmentMark = (name: string): string => cut(`#d:${foldText(name)}`, longestWord)
export const jobTitleMark = (title: string): string => cut(`#t:${foldText(title)}`, longestWord)
export const managerMark = (id: string): string => cut(`#m:${foldText(id)}`, longestWord)

function marked(mark: (value: string) => string, value: string | null): string[] {
  return value ? [mark(value)] : []
}

/** "Jean-Luc O'Neil" is found by "jean-l", by "luc", by "o'n" and by "neil". */
function wordsOf(text: string | null): string[] {
  if (!text) return []
  const words = foldText(text).split(wordEnd)
  return words.flatMap((word) => {
    if (!/[^\p{L}\p{N}]/u.test(word)) return [word]
    return [word, ...word.split(/[-–/._()]+/), ...word.split(/[^\p{L}\p{N}]+/u)]
  })
}

/** An address is found by its beginning, and by each part of what is before the @. */
function addressWords(address: string | null): string[] {
  if (!address) return []
  return wholeWords(address).flatMap((word) => {
    const [local = ''] = word.split('@')
    return [word, ...local.split(/[._+-]+/)]
  })
}

/** The words of a text as they are typed: logins and ids may have spaces and commas, too. */
function wholeWords(text: string | null): string[] {
  return text ? foldText(text).split(wordEnd) : []
}

function searchable(marks: readonly string[], words: readonly string[]): string[] {
  return [...marks, ...distinct(words.map(plainWord))].slice(0, mostWords)
}

/** No word looks like a mark. */
function plainWord(word: string): string {
  return word.replace(/^[@#]+/, '')
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => cut(word, longestWord)))].filter((word) => word !== '')
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

function textOf(values: JsonObject, name: string): string | null {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : null
}
