import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { Email } from '../../model/user.ts'
import { describe, inForm, isAddress } from './convert-text.ts'
import { type Convert, refused } from './converted.ts'

const mostEmails = 100

/**
 * Addresses from a text, a list of texts or a list of objects with `value`, `address` or `email`, and maybe `type` and
 * `primary`. Of Exchange's `proxyAddresses` those of SMTP are taken, `SMTP:` in capitals being the main one.
 */
export const convertEmails: Convert = (value) => {
  const elements = Array.isArray(value) ? value : [value]
  const emails = elements.flatMap(emailOf)
  if (emails.length > mostEmails)
    return refused('too_long', `There are ${emails.length} addresses; at most ${mostEmails} are kept`)
  const isEmpty = elements.every((element) => element === null || element === '')
  if (emails.length === 0 && !isEmpty) return refused('wrong_type', describe(value, 'a list of e-mail addresses'))
  return { value: emails.length > 0 ? emails : null }
}

/**
 * The addresses of a user without repetitions, the main one first and the others by name, so that another order at the
 * source is no change. `main` is the address that the mapping gives as `email`.
 */
export function orderedEmails(emails: readonly Email[], main: string | null): Email[] {
  const primary = main ?? emails.find((email) => email.primary)?.value ?? emails[0]?.value
  if (primary === undefined) return []
  const types = new Map<string, string | undefined>([[primary, undefined]])
  for (const { value, type } of emails) types.set(value, lesser(types.get(value), type))
  const others = [...types.keys()].filter((value) => value !== primary).sort()
  return [primary, ...others].map((value) => {
    const type = types.get(value)
    return { primary: value === primary, ...(type !== undefined && { type }), value }
  })
}

/** The addresses that `convertEmails` gave. */
export function emailsIn(value: Json | undefined): Email[] {
  return Array.isArray(value) ? value.flatMap(emailOf) : []
}

function emailOf(element: Json): (Email & JsonObject)[] {
  if (typeof element === 'string') return addressOf(element)
  if (!isJsonObject(element)) return []
  const address = [element.value, element.address, element.email].find((one) => typeof one === 'string')
  const [email] = typeof address === 'string' ? addressOf(address) : []
  if (!email) return []
  const type = typeof element.type === 'string' && element.type !== '' ? element.type : undefined
  const isPrimary = element.primary === true || email.primary === true
  return [{ ...(isPrimary && { primary: true }), ...(type !== undefined && { type }), value: email.value }]
}

function addressOf(text: string): (Email & JsonObject)[] {
  const [, scheme, rest] = /^([a-z0-9]+):(.*)$/is.exec(text.trim()) ?? []
  if (scheme !== undefined && scheme.toLowerCase() !== 'smtp') return []
  const value = inForm(rest ?? text, 'lowercase')
  return isAddress(value) ? [{ ...(scheme === 'SMTP' && { primary: true }), value }] : []
}

function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one < other ? one : other
}
