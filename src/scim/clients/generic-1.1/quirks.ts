import type { Quirks } from '../../tolerances.ts'

/**
 * Clients of SCIM 1.1 (draft-scim-api-01), whose requests are put into the words of 2.0 before they are read. They have all
 * tolerances: in 1.1 "schemas" may be left out for core resources, and nobody tests them against the RFCs of 2.0.
 */
export const generic11: Quirks = {
  name: 'generic-1.1',
  directoryTypes: ['generic scim v1.1'],
  known: {},
  lacks: {},
}
