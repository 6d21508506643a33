import type { Quirks } from '../../tolerances.ts'

/**
 * Okta. Catalog apps PATCH groups, activation and passwords; apps of the App Integration Wizard PUT everything. Sources:
 * Okta's reference of SCIM 2.0 (developer.okta.com/docs/reference/scim/scim-20), its SCIM concepts and its published tests.
 */
export const okta: Quirks = {
  name: 'okta',
  directoryTypes: ['okta scim v2.0', 'okta scim v1.1'],
  known: {
    // O-13: every change of members comes with a replace of displayName that repeats the group's id.
    read_only_ignored_when_equal: 'O-13',
    // said by a public list of quirks; Okta's own pages show the plain boolean.
    single_element_array: 'X-01, unproven',
  },
  lacks: {},
}
