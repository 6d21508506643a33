import type { Quirks } from '../../tolerances.ts'

/**
 * OneLogin. Its bodies are made from a template that the administrator edits, so anything may come, with URNs of SCIM 1.1
 * or of no version at all. Sources: the wire log in goauthentik/authentik#11249, 15five/django-scim2 (L-05), the SCIM
 * template pages of developers.onelogin.com. How members are removed is not published: every known form is taken.
 */
export const onelogin: Quirks = {
  name: 'onelogin',
  directoryTypes: ['onelogin scim v2.0'],
  known: {
    missing_schemas: 'L-02',
    unknown_schemas: 'L-02',
    object_for_multi_valued: 'L-04',
    string_booleans: 'L-04',
    unknown_attributes_ignored: 'L-04',
    // L-08: said by a public catalog, not seen.
    add_by_filter: 'L-08, unproven',
  },
  lacks: {},
}
