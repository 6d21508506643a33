/**
 * Whether a request speaks SCIM 1.1. Its URL alone decides: clients exist that have the URNs of one version in bodies
 * that they send to the other.
 */
export function isScim1({ url }: { readonly url: string }): boolean {
  return url.startsWith('/scim/v1/')
}
