import { scimErrors } from '../errors.ts'

/** Refuses text that PostgreSQL cannot store or that is too long. `at` names the place for the reader of the error. */
export function checkText(text: string, at: string, maxLength: number): void {
  if (text.length > maxLength) {
    throw scimErrors.invalidValue(`${at} has ${text.length} characters; at most ${maxLength} are allowed.`)
  }
  if (text.includes('\u0000')) {
    throw scimErrors.invalidValue(`${at} contains the character U+0000, which cannot be stored. Remove it.`)
  }
  if (!text.isWellFormed()) {
    throw scimErrors.invalidValue(
      `${at} contains half of a surrogate pair, which is not valid Unicode. Correct its encoding.`,
    )
  }
}
