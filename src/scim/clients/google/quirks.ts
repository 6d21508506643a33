import type { Quirks } from '../../tolerances.ts'

/**
 * Google Workspace and Cloud Identity, provisioning users only. Google publishes no bodies, so no quirk is known. Source:
 * support.google.com/a on automated user provisioning.
 */
export const google: Quirks = {
  name: 'google',
  directoryTypes: ['google scim v2.0'],
  known: {},
  lacks: {},
}
