import type { Quirks } from '../../tolerances.ts'

/**
 * CyberArk Identity. Which requests it makes is published, but no bodies, so no quirk is known. Source: "SCIM API
 * requirements" of identity-developer.cyberark.com (CY-01 …).
 */
export const cyberark: Quirks = {
  name: 'cyberark',
  directoryTypes: ['cyberark scim v2.0'],
  known: {},
  lacks: {},
}
