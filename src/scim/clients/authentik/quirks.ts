import type { Quirks } from '../../tolerances.ts'

/**
 * authentik. PUT for users, PATCH with one operation for each member for groups, `bulk.maxOperations` operations at once
 * . Source: `authentik/providers/scim/clients/` of goauthentik/authentik.
 */
export const authentik: Quirks = {
  name: 'authentik',
  directoryTypes: ['authentik scim v2.0'],
  known: {
    value_carrying_remove: 'A-02',
    // a path-less replace with the whole group.
    read_only_ignored: 'A-03',
    read_only_ignored_when_equal: 'A-03',
  },
  lacks: {},
}
