import { hash } from 'node:crypto'
import { type Frame, type Outcome, spend, spendList, spendSearch, spendText, Undecided, type Value } from './outcome.ts'

// Letters that decomposition does not take apart.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  '’': "'",
  '‘': "'",
}

/** A text without diacritics: `Åsa Strøm` becomes `Asa Strom`. What has no plain letter (Cyrillic, emoji) is left out. */
export function toAscii(text: string): string {
  return text.normalize('NFD').replace(/[^\0-\x7f]/gu, (letter) => plainLetters[letter] ?? '')
}

type Replacement = { readonly text: string; readonly from: string; readonly to: string; readonly limit: number }

/** All occurrences replaced, or the first ones. The length is known before the text is made. */
export function replaceText({ text, from, to, limit }: Replacement, frame: Frame): Outcome {
  if (from === '') return text
  const spent = spend(frame, text.length) ?? spendSearch(frame, text, from)
  if (spent) return spent
  const parts = firstParts(text.split(from), from, limit + 1)
  const joined = spend(frame, parts.length * 10)
  return joined ?? spendText(frame, text.length + (parts.length - 1) * (to.length - from.length)) ?? parts.join(to)
}

type Splitting = { readonly text: string; readonly separator: string; readonly limit: number }

/** The parts between a separator; all characters when it is empty. The last one of a limited number has the rest. */
export function splitText({ text, separator, limit }: Splitting, frame: Frame): Outcome {
  const spent = spend(frame, text.length * 5) ?? spendSearch(frame, text, separator)
  if (spent) return spent
  if (limit === 0) return []
  const parts = firstParts(separator === '' ? [...text] : text.split(separator), separator, limit)
  return spendList(frame, parts.length) ?? parts
}

function firstParts(parts: string[], separator: string, limit: number): string[] {
  if (parts.length <= limit) return parts
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)]
}

/** Without white space, as Unicode has it, at both ends. */
export function trimText(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isSpace(text, start)) start += 1
  while (end > start && isSpace(text, end - 1)) end -= 1
  return text.slice(start, end)
}

function isSpace(text: string, at: number): boolean {
  return /\p{White_Space}/u.test(text.charAt(at))
}

/** What is before the first separator; all where there is none. */
export function textBefore(text: string, separator: string): string {
  const index = text.indexOf(separator)
  return index < 0 ? text : text.slice(0, index)
}

/** What is after the first separator; nothing where there is none. */
export function textAfter(text: string, separator: string): string {
  const index = text.indexOf(separator)
  return index < 0 ? '' : text.slice(index + separator.length)
}

/** Each word with a capital: `ANNA-MARIA o'neil` becomes `Anna-Maria O'Neil`. */
export function toTitle(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}\p{N}'’])\p{L}|(?<=\p{L}['’])\p{L}(?=\p{L})/gu, (letter) => letter.toUpperCase())
}

type WordPlace = { readonly at: number; readonly separators: Value | undefined }

/** A word by its place: 0 is the first, -1 the last. Words are between spaces, or between any of the characters that are given. */
export function wordOf(text: string, { at, separators }: WordPlace, frame: Frame): Outcome {
  const between = typeof separators === 'string' ? separators : ' \t\r\n\u00a0'
  const spent = spend(frame, text.length * (5 + between.length))
  if (spent) return spent
  const words: string[] = []
  let word = ''
  for (const letter of text) {
    if (!between.includes(letter)) word += letter
    else if (word !== '') {
      words.push(word)
      word = ''
    }
  }
  if (word !== '') words.push(word)
  return words.at(at) ?? new Undecided('unknown', `there is no word ${at}`)
}

/** A text of which only the last characters can be read: `*******1234`. */
export function maskText(text: string, kept: number): string {
  const letters = [...text]
  const shown = kept === 0 ? [] : letters.slice(-kept)
  return '*'.repeat(letters.length - shown.length) + shown.join('')
}

/** SHA-256 in hexadecimal: the same for the same text. It hides nothing from somebody who can try the possible texts. */
export function hashText(text: string): string {
  return hash('sha256', text)
}
