import { isUtf8 } from 'node:buffer'
import { isJsonObject, type Json } from '../model/json.ts'
import { scimErrors } from './errors.ts'

/** How large a body may be and how deep it may go. */
export const bodyLimits = { bytes: 2 * 1024 * 1024, depth: 64 } as const

/**
 * Reads a body as JSON whatever its media type says, and refuses what could not be kept as it is: text that is not
 * UTF-8, null characters and halves of surrogate pairs. Keys called `__proto__` are dropped, so that no later copy of the
 * object can take them for its prototype. An empty body is undefined.
 */
export function parseJsonBody(body: Buffer): Json | undefined {
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw scimErrors.invalidSyntax('The body is not valid UTF-8. Send JSON in UTF-8.')
  const value = parse(body.toString('utf8'))
  check(value, 1)
  return value
}

function parse(text: string): Json {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    throw scimErrors.invalidSyntax(`The body is not valid JSON: ${(error as SyntaxError).message}`)
  }
}

function check(value: Json, depth: number): void {
  if (typeof value === 'string') checkText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth > bodyLimits.depth) {
    throw scimErrors.invalidSyntax(
      `The body has more than ${bodyLimits.depth} levels of objects and arrays within one another.`,
    )
  }
  if (Array.isArray(value)) {
    for (const element of value) check(element, depth + 1)
    return
  }
  for (const key of Object.keys(value)) checkMember(value, key, depth)
}

function checkMember(object: { [key: string]: Json | undefined }, key: string, depth: number): void {
  checkText(key)
  if (key === '__proto__') delete object[key]
  else check(object[key] ?? null, depth + 1)
}

function checkText(text: string): void {
  if (text.includes('\u0000'))
    throw scimErrors.invalidValue('The body has a null character (\\u0000) in a text. Leave it out.')
  if (!text.isWellFormed())
    throw scimErrors.invalidValue('The body has half a character (a lone surrogate such as \\ud800) in a text.')
}

const passwordName = /(^|[:.])password$/i

/** A copy of a body without passwords, be they a key at any depth or the target of a PATCH operation. */
export function withoutPasswords(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPasswords)
  if (!isJsonObject(value)) return value
  const isPasswordChange = typeof value.path === 'string' && passwordName.test(value.path.trim())
  const kept = Object.entries(value).filter(
    ([key]) => !passwordName.test(key) && !(isPasswordChange && key.toLowerCase() === 'value'),
  )
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutPasswords(part ?? null)]))
}
