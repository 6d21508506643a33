import type { Quirks } from '../../tolerances.ts'

/** Nobody's dialect: the RFCs to the letter, for suites of conformance and for clients under development. */
export const strict: Quirks = {
  name: 'strict',
  directoryTypes: ['strict scim v2.0'],
  known: {
    // RFC 7644 section 3.5.2.2 gives the value of a "remove" no meaning, and a server that passes it over empties groups.
    value_carrying_remove: 'RFC 7644 section 3.5.2.2 gives the value no meaning; passing it over would empty groups',
  },
  lacks: 'all that are not known',
}
