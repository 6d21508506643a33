import type { Quirks } from '../../tolerances.ts'

/**
 * SailPoint's SCIM 2.0 connector, which checks the discovery endpoints before it works (SP-06). No bodies are published, so
 * no quirk is known. Source: documentation.sailpoint.com, "SCIM 2.0 SaaS", prerequisites.
 */
export const sailpoint: Quirks = {
  name: 'sailpoint',
  directoryTypes: ['sailpoint scim v2.0'],
  known: {},
  lacks: {},
}
