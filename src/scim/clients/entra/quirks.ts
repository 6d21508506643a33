import type { Quirks } from '../../tolerances.ts'

/**
 * Microsoft Entra ID, with and without `aadOptscim062020` behind the tenant URL: one tenant may send both ways, because
 * provisioning on demand has no flag. Sources: learn.microsoft.com, "Known issues and resolutions with SCIM 2.0 protocol
 * compliance", "Develop and plan provisioning for a SCIM endpoint" and "Customize user provisioning attribute-mappings";
 * the workarounds of Captain-P-Goldfish/SCIM-SDK; the test bodies of ShiftControl-io/scim-v2-rust.
 */
export const entra: Quirks = {
  name: 'entra',
  directoryTypes: ['azure scim v2.0'],
  known: {
    string_booleans: 'E-01, E-14, E-28',
    pathless_dotted_keys: 'E-07',
    value_carrying_remove: 'E-08, E-09, E-11, E-16',
    remove_without_match: 'E-12',
    create_missing_element: 'E-13, E-14, E-15',
    bare_string_for_complex: 'E-20, E-23',
    single_element_array: 'E-19',
    empty_string_clears: 'E-21',
    unqualified_extension_attribute: 'E-19, E-24',
    complex_compared_by_value: 'E-24',
    json_string_values: 'E-26',
    quoted_boolean_in_filter: 'E-28',
    unlisted_extension: 'E-31',
    unknown_schemas: 'E-32, E-34',
    unquoted_filter_value: 'E-36',
    dot_after_urn: 'jobs from before 2019',
    // said by a public list of quirks, not seen in Microsoft's documents.
    missing_schemas: 'X-02, X-04, unproven',
  },
  lacks: {},
}
