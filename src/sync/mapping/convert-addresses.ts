import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { describe } from './convert-text.ts'
import { type Convert, refused } from './converted.ts'

const mostAddresses = 50

/** WorkOS's names of the parts of an address, and those that sources have for them. */
const names: Readonly<Record<string, readonly string[]>> = {
  type: ['type'],
  street_address: ['street_address', 'streetAddress', 'street'],
  locality: ['locality', 'city'],
  region: ['region', 'state'],
  postal_code: ['postal_code', 'postalCode', 'zipCode', 'zip'],
  country: ['country', 'countryCode', 'countryOrRegion'],
  raw_address: ['raw_address', 'formatted'],
}

/** Postal addresses from objects, under WorkOS's names; of a text only the whole is known. */
export const convertAddresses: Convert = (value) => {
  const elements = (Array.isArray(value) ? value : [value]).filter((element) => element !== null && element !== '')
  const addresses = elements.flatMap(postalAddress)
  if (addresses.length === 0 && elements.length > 0) return refused('wrong_type', describe(value, 'a postal address'))
  if (addresses.length > mostAddresses) {
    return refused('too_long', `There are ${addresses.length} addresses; at most ${mostAddresses} are kept`)
  }
  const sorted = addresses
    .map((address) => ({ address, key: JSON.stringify(address) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
  return { value: sorted.length > 0 ? sorted.map(({ address }) => address) : null }
}

function postalAddress(element: Json): JsonObject[] {
  if (typeof element === 'string') return [{ raw_address: element.trim().slice(0, 1000) }]
  if (!isJsonObject(element)) return []
  const address: JsonObject = {}
  for (const [name, sources] of Object.entries(names)) {
    const found = sources
      .map((source) => element[source])
      .find((text) => typeof text === 'string' && text.trim() !== '')
    if (typeof found === 'string') address[name] = found.trim().slice(0, 1000)
  }
  if (Object.keys(address).every((name) => name === 'type')) return []
  return [{ ...address, ...(typeof element.primary === 'boolean' && { primary: element.primary }) }]
}
