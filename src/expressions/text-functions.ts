import { type Frame, type Outcome, spend, spendList, spendSearch, spendText } from './outcome.ts'

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

/** All occurrences replaced. The length is known before the text is made. */
export function replaceText(text: string, [from, to]: readonly [string, string], frame: Frame): Outcome {
  if (from === '') return text
  const spent = spend(frame, text.length) ?? spendSearch(frame, text, from)
  if (spent) return spent
  const parts = text.split(from)
  const joined = spend(frame, parts.length * 10)
  return joined ?? spendText(frame, text.length + (parts.length - 1) * (to.length - from.length)) ?? parts.join(to)
}

/** The parts between a separator; all characters when it is empty. */
export function splitText(text: string, separator: string, frame: Frame): Outcome {
  const spent = spend(frame, text.length * 5) ?? spendSearch(frame, text, separator)
  if (spent) return spent
  const parts = separator === '' ? [...text] : text.split(separator)
  return spendList(frame, parts.length) ?? parts
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
