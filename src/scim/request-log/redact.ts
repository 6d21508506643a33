import { isJsonObject, type Json } from '../../model/json.ts'
import { withoutPasswords, withoutSecrets } from '../json-body.ts'
import type { ResourceTypes } from '../schema/resource-type.ts'

// The last are the tokens of this server itself (platform/secrets.ts), which may be put anywhere.
const secretName = /password|token|secret|\b(scim|sk)_[\da-z]{40}/i
const longestPath = 4096
/** What stands in the place of a secret. */
export const redacted = '[redacted]'

/** The names of the organization's own secrets; null of a request whose organization is not known. */
export type OwnSecrets = ResourceTypes | null

/**
 * A path as the request log keeps it: where its query speaks of a secret, a filter on one or a token that was put into the
 * URL (RFC 6750 section 2.3), the names of its parameters stay and their values go.
 */
export function redactPath(path: string, types: OwnSecrets = null): string {
  const cut = path.length > longestPath ? path.slice(0, longestPath) : path
  const start = cut.indexOf('?')
  if (start < 0 || !maySpeakOfSecret(cut.slice(start), types)) return cut
  const query = new URLSearchParams(cut.slice(start))
  if (![...query].some(([name, value]) => speaksOfSecret(name, types) || speaksOfSecret(value, types))) return cut
  return `${cut.slice(0, start)}?${[...query.keys()].map((name) => `${encodeURIComponent(name)}=${redacted}`).join('&')}`
}

/**
 * A body as the request log keeps it: without secrets, and without the filters that speak of one, those of a search (RFC 7644
 * section 3.4.3) and those in the paths of a PATCH.
 */
export function redactBody(body: Json, types: OwnSecrets): { readonly value: Json; readonly hidesFilter: boolean } {
  const value = types ? withoutSecrets(body, types) : withoutPasswords(body)
  const hidesFilter = hasSecretFilter(value, types)
  return { value: hidesFilter ? withoutSecretFilters(value, types) : value, hidesFilter }
}

/** An error answer as the request log keeps it: without the piece of the body that JSON.parse quotes, which may be any. */
export function redactAnswer(text: string): string {
  return text.replace(/, (\.\.\.)?\\".*is not valid JSON/s, ' at a place that the log does not keep')
}

// What is escaped may say it too, so an escaped letter counts as saying it; most organizations have no secrets of their own.
function maySpeakOfSecret(query: string, types: OwnSecrets): boolean {
  return secretName.test(query) || /%[4-7][\da-f]/i.test(query) || ownNames(types).length > 0
}

function speaksOfSecret(text: string, types: OwnSecrets): boolean {
  if (secretName.test(text)) return true
  const names = ownNames(types)
  return names.length > 0 && text.split(/[^\w$-]+/).some((word) => names.some((name) => name.test(word)))
}

function ownNames(types: OwnSecrets): RegExp[] {
  return types ? [types.user.secretName, types.group.secretName].filter((name) => name !== null) : []
}

// A path without a filter names an attribute, and may stay.
function isSecretFilter(key: string, value: Json | undefined, types: OwnSecrets): boolean {
  if (typeof value !== 'string') return false
  const name = key.toLowerCase()
  return (name === 'filter' || (name === 'path' && value.includes('['))) && speaksOfSecret(value, types)
}

function hasSecretFilter(value: Json, types: OwnSecrets): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((one) => hasSecretFilter(one, types))
  for (const key in value) {
    if (isSecretFilter(key, value[key], types) || hasSecretFilter(value[key] ?? null, types)) return true
  }
  return false
}

function withoutSecretFilters(value: Json, types: OwnSecrets): Json {
  if (Array.isArray(value)) return value.map((one) => withoutSecretFilters(one, types))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    isSecretFilter(key, part, types) ? redacted : withoutSecretFilters(part ?? null, types),
  ])
  return Object.fromEntries(entries)
}
