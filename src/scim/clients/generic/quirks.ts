import type { Quirks } from '../../tolerances.ts'

/**
 * Clients that have no type of their own. They are given what many clients need: booleans in quotes, removing by value,
 * a PATCH without paths, extensions that `schemas` does not list, unknown attributes, bare words in filters (Microsoft's
 * public collection of SCIM requests has them). What is refused is what RFC 7643 and 7644 say a server must refuse or a
 * client must send, what suites of conformance try (SAP/scimono, simpleidserver/SimpleIdServer), and what no client is known
 * to need but those that have a type of their own.
 */
export const generic: Quirks = {
  name: 'generic-2.0',
  directoryTypes: ['generic scim v2.0'],
  known: {},
  lacks: {
    missing_schemas:
      'RFC 7643 section 3 and RFC 7644 section 3.5.2: "schemas" must be there, in resources and in a PATCH. authentik, the Keycloak extensions, Pocket ID and JumpCloud all send it (X-02, X-04 are unproven).',
    create_missing_element:
      'RFC 7644 section 3.5.2.3: a replace of a value that no filter finds shall fail with noTarget. Only Entra is known to need it.',
    read_only_ignored:
      "RFC 7644 section 3.5.2: an operation that an attribute's mutability does not allow shall fail. A PATCH may still repeat the resource's own id.",
    several_primaries:
      'RFC 7643 section 2.4: "primary": true must appear no more than once. Which one is meant cannot be known.',
    single_element_array:
      'RFC 7643 section 2.2: an attribute with a single value is not an array. Only Entra documents such a body (E-19).',
    unchecked_formats: 'RFC 7643 sections 2.3.5 and 2.3.6: dates must be xsd:dateTime, and binary values base64.',
  },
}
