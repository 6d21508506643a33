import { scimErrors } from '../errors.ts'

/** How deep objects and arrays may lie within one another in what we do not know but keep as received. */
export const maxDepth = 32

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

/** Checks every text, and the depth, of a value that is not read by a schema but shown as received. */
export function checkJson(value: unknown, at: string, depth = 0): void {
  if (typeof value === 'string') checkText(value, at, Number.POSITIVE_INFINITY)
  if (typeof value !== 'object' || value === null) return
  if (depth === maxDepth) {
    throw scimErrors.invalidValue(`${at} lies more than ${maxDepth} levels deep. Send it flatter, or leave it out.`)
  }
  if (Array.isArray(value)) {
    for (const item of value) checkJson(item, at, depth + 1)
    return
  }
  for (const [key, item] of Object.entries(value)) {
    checkText(key, `A name in ${at}`, Number.POSITIVE_INFINITY)
    checkJson(item, at, depth + 1)
  }
}
