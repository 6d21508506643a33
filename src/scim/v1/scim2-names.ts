import { enterpriseUserSchema } from '../schema/enterprise-user.ts'
import type { ResourceType } from '../schema/resource-type.ts'

/** The one URN of SCIM 1.1's core: users, groups, lists and the configuration have it (Core Schema 1.1, section 5). */
export const coreUrn = 'urn:scim:schemas:core:1.0'

/** The URN of SCIM 1.1's enterprise extension (Core Schema 1.1, section 7). */
export const enterpriseUrn = 'urn:scim:schemas:extension:enterprise:1.0'

// Templates of OneLogin say 2.0 in URNs that no version of SCIM has.
const coreSpellings = [coreUrn, 'urn:scim:schemas:core:2.0']
const enterpriseSpellings = [enterpriseUrn, 'urn:scim:schemas:extension:enterprise:2.0']

/** What SCIM 2.0 calls the schema of this URN; other URNs stay as they are. */
export function toScim2Urn(urn: string, { schema }: ResourceType): string {
  const lower = urn.toLowerCase()
  if (coreSpellings.includes(lower)) return schema.id
  return enterpriseSpellings.includes(lower) ? enterpriseUserSchema.id : urn
}

/** What SCIM 1.1 calls the schema of this URN; URNs that only SCIM 2.0 and custom extensions have stay as they are. */
export function toScim1Urn(urn: string): string {
  if (urn.startsWith('urn:ietf:params:scim:schemas:core:2.0:')) return coreUrn
  return urn === enterpriseUserSchema.id ? enterpriseUrn : urn
}

/**
 * What SCIM 2.0 calls the attribute of a path: `urn:scim:schemas:core:1.0:userName` is `userName`, and the enterprise
 * extension's `manager.managerId` is `manager.value` (Core Schema 1.1, section 7). Other paths stay as they are.
 */
export function toScim2Path(path: string, { schema }: ResourceType): string {
  const renamed = path.trim().replace(/(^|[:.])manager\.managerid$/i, '$1manager.value')
  const core = restAfter(renamed, coreSpellings)
  if (core !== null) return core === '' ? schema.id : core
  const enterprise = restAfter(renamed, enterpriseSpellings)
  if (enterprise === null) return renamed
  return enterprise === '' ? enterpriseUserSchema.id : `${enterpriseUserSchema.id}:${enterprise}`
}

function restAfter(path: string, urns: readonly string[]): string | null {
  const lower = path.toLowerCase()
  const urn = urns.find((one) => lower.startsWith(one) && ['', ':', '.'].includes(lower.charAt(one.length)))
  return urn === undefined ? null : path.slice(urn.length + 1)
}
