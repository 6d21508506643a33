import { z } from 'zod'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { Given } from './api-verb.ts'
import { organizationOf } from './plan-files.ts'
import { show } from './show-object.ts'
import { UsageError } from './usage-error.ts'

const Found = z.object({ data: z.record(z.string(), z.unknown()).array() })
const mostNamed = 6

/**
 * The person whom the argument means: by id, or by words that only one person of the organization has (a name, an address, an
 * employee number). Where several have them they are named, and none is taken.
 */
export async function findPerson(given: Given, api: ApiClient, argument = 'person'): Promise<ApiObject> {
  const text = given.argument(argument)
  if (/^person_[0-9A-Z]{26}$/.test(text)) return api.get(`/people/${text}`)
  const organization = await organizationOf(given, api)
  const query = new URLSearchParams({ organization_id: organization, search: text, limit: String(mostNamed) })
  const { data } = Found.parse(await api.get(`/people?${query}`))
  const meant = data.filter((one) => isMeant(one, text))
  const [only, ...others] = meant.length === 1 ? meant : data
  if (!only) throw new UsageError(`Nobody is called "${text}". See who is there with "muster people list".`)
  if (others.length === 0) return only
  const names = data.map((one) => `  ${show(one.id)}  ${show(one.display_name)}  ${show(attribute(one, 'mail'))}`)
  throw new UsageError(`Several people are called "${text}". Name one by its id:\n${names.join('\n')}`)
}

/** Whether the text is all of an address, number or login, and not only the beginning of one. */
function isMeant(person: ApiObject, text: string): boolean {
  const whole = text.toLowerCase()
  return ['mail', 'employeeNumber', 'userName'].some((name) => show(attribute(person, name)).toLowerCase() === whole)
}

/** A value of a person. */
export function attribute({ attributes }: ApiObject, name: string): unknown {
  const values: unknown = attributes
  return typeof values === 'object' && values !== null ? (values as ApiObject)[name] : undefined
}
