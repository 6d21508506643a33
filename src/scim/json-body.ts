import { isUtf8 } from 'node:buffer'
import { isJsonObject, type Json } from '../model/json.ts'
import { scimErrors } from './errors.ts'
import type { ResourceTypes } from './schema/resource-type.ts'

/** How large a body may be, a group's with 50,000 members and a Bulk request's included, and how deep it may go. */
export const bodyLimits = {
  bytes: 2 * 1024 * 1024,
  groupBytes: 8 * 1024 * 1024,
  bulkBytes: 8 * 1024 * 1024,
  depth: 64,
} as const

/**
 * Reads a body as JSON whatever its media type says, and refuses what could not be kept as it is: text that is not
 * UTF-8, null characters, halves of surrogate pairs, and two keys that are one attribute's name. Keys called `__proto__`
 * are dropped, so that no later copy of the object can take them for its prototype. An empty body is undefined.
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
  const keys = Object.keys(value)
  refuseSecondSpelling(keys)
  for (const key of keys) checkMember(value, key, depth)
}

// Names of attributes have no case (RFC 7643 section 2.1), so one of the two values would be lost.
function refuseSecondSpelling(keys: readonly string[]): void {
  if (new Set(keys.map((key) => key.toLowerCase())).size === keys.length) return
  const spellings = new Map<string, string>()
  for (const key of keys) {
    const other = spellings.get(key.toLowerCase())
    if (other !== undefined) {
      throw scimErrors.invalidSyntax(
        `The body has "${other.slice(0, 200)}" and "${key.slice(0, 200)}" in one object, which are the same name. Send one of them.`,
      )
    }
    spellings.set(key.toLowerCase(), key)
  }
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

const passwordName = /(^|[:.])password\s*([.[]|$)/i

/** A body without passwords, be they a key at any depth or the target of a PATCH operation. */
export function withoutPasswords(value: Json): Json {
  return without(value, isPassword)
}

/** A body without passwords and without what the organization's own schema extensions say is never returned. */
export function withoutSecrets(value: Json, { user, group }: ResourceTypes): Json {
  let kept = withoutPasswords(value)
  for (const { secretName } of [user, group]) {
    if (secretName) kept = without(kept, (path) => typeof path === 'string' && secretName.test(path.trim()))
  }
  return kept
}

type IsSecret = (path: Json | undefined) => boolean

function without(value: Json, isSecret: IsSecret): Json {
  return hasSecret(value, isSecret) ? copyWithout(value, isSecret) : value
}

// Most bodies have none, and looking is much cheaper than copying.
function hasSecret(value: Json, isSecret: IsSecret): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((one) => hasSecret(one, isSecret))
  for (const key in value) {
    if (isSecret(key) || (isNamed(key, 'path') && isSecret(value[key])) || hasSecret(value[key] ?? null, isSecret))
      return true
  }
  return false
}

function copyWithout(value: Json, isSecret: IsSecret): Json {
  if (Array.isArray(value)) return value.map((one) => copyWithout(one, isSecret))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value)
  const isSecretChange = entries.some(([key, path]) => isNamed(key, 'path') && isSecret(path))
  const kept = entries.filter(([key]) => !isSecret(key) && !(isSecretChange && isNamed(key, 'value')))
  return Object.fromEntries(kept.map(([key, part]) => [key, copyWithout(part ?? null, isSecret)]))
}

function isPassword(path: Json | undefined): boolean {
  return typeof path === 'string' && path.length >= 'password'.length && passwordName.test(path.trim())
}

function isNamed(key: string, name: string): boolean {
  return key.length === name.length && key.toLowerCase() === name
}
