import type { Quirks } from '../../tolerances.ts'

/**
 * Keycloak, which has no client of its own: the extensions mitodl/keycloak-scim (every change of a group replaces all its
 * members; a `remove` has `"value": null`, K-01) and scim-for-keycloak (K-02). Sources: their code.
 */
export const keycloak: Quirks = {
  name: 'keycloak',
  directoryTypes: ['keycloak scim v2.0'],
  known: {},
  lacks: {},
}
