import type { Quirks } from '../../tolerances.ts'

/**
 * Rippling. No bodies are published. A server that was built for it in public (valon-technologies/gestalt, pull request
 * 3132) has `eq` filters, paging, PUT, PATCH and DELETE; its settings, as other receivers show them, offer PATCH for groups.
 */
export const rippling: Quirks = {
  name: 'rippling',
  directoryTypes: ['rippling scim v2.0'],
  known: {},
  lacks: {},
}
