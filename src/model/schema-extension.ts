import type { ExtensionAttribute } from './extension-attribute.ts'

/** What an organization adds to the SCIM schema of its users or groups (RFC 7643 section 3.3). */
export type SchemaExtension = {
  readonly id: string
  readonly organizationId: string
  /** The id of the schema: a URN, unique in the organization without regard to case. */
  readonly urn: string
  readonly name: string
  readonly description: string
  readonly resourceType: 'User' | 'Group'
  /** True when every such resource must have values of it (RFC 7643 section 6). */
  readonly required: boolean
  readonly attributes: readonly ExtensionAttribute[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** How much one organization can define; the compiled schemas are kept in memory. */
export const extensionLimits = { extensions: 50, attributes: 200 } as const

/**
 * What is wrong with a URN for an extension, in words that go on after "urn", or null. Only characters are taken that
 * filters, PATCH paths and URLs need not escape. IETF's own names are refused, but for `…:schemas:extension:{name}:…`,
 * which Microsoft Entra asks for ("Tutorial: customize user provisioning attribute-mappings").
 */
export function urnProblem(urn: string): string | null {
  if (!/^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[\w.:~-]*[\w~-]$/i.test(urn)) {
    return 'must be a URN such as urn:acme:params:scim:schemas:extension:staff:2.0:User, of letters, digits and the characters - . _ ~ :'
  }
  const lower = urn.toLowerCase()
  const isIetf = lower.startsWith('urn:ietf:')
  const isCustom = /^urn:ietf:params:scim:schemas:extension:(?!enterprise:).+/.test(lower)
  if (!isIetf || isCustom) return null
  return `must not be one of IETF's own. Begin it with a name of yours, or with urn:ietf:params:scim:schemas:extension: and a name of yours`
}

/**
 * True when the two could be mistaken for one another in a path: they are the same, or one is the beginning of the
 * other, so that `urn:acme:staff:User` might be the attribute `User` of `urn:acme:staff`.
 */
export function areConfusable(one: string, other: string): boolean {
  const [short = '', long = ''] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length)
  return long.startsWith(short) && ['', ':', '.'].includes(long.charAt(short.length))
}
