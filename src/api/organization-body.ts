import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { text } from './validation.ts'

const name = text(255).trim().min(1, 'must not be empty')
const nameLength = 'At most 255 characters.'

// The limits of WorkOS's metadata and external_id.
const key = text(40)
const value = text(600)
const hasRoom = (metadata: object) => Object.keys(metadata).length <= 50
const tooMany = 'must have at most 50 keys'
const ExternalId = text(128).regex(/^[\x20-\x7e]+$/, 'must be printable ASCII')

const domainName = 'must be the name of a domain, like example.com'
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const domainPattern = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
// What ends the host in a URL, where domainToASCII would stop reading.
const noHost = /[\s/\\:@?#[\]%]/

/** The name of a domain, in lower case and, where it has other letters than ASCII, as the DNS has it (RFC 5890). */
export const DomainName = text(253)
  .trim()
  .refine((given) => !noHost.test(given), domainName)
  .transform((given) => domainToASCII(given.toLowerCase()))
  .refine((domain) => domain.length <= 253 && domainPattern.test(domain), domainName)

const DomainData = z.object({
  domain: DomainName,
  state: z.enum(['pending', 'verified']).default('pending'),
})

/** A domain that a request gives an organization. */
export type GivenDomain = z.output<typeof DomainData>

/** How many domains an organization can have. */
export const maxDomains = 100
const domains = {
  domain_data: DomainData.array()
    .max(maxDomains, `must have at most ${maxDomains} domains`)
    .optional()
    .describe(
      'Its domains: `{ domain, state }` each, at most 100. `state` is `pending` or `verified`; `verified` is your word for it.',
    ),
  domains: DomainName.array()
    .max(maxDomains, `must have at most ${maxDomains} domains`)
    .optional()
    .describe('The same as names alone, which are then `pending`; `domain_data` goes before it.'),
}

const allowProfiles = z
  .boolean()
  .optional()
  .describe("WorkOS's setting of that name; it is kept and shown, and nothing depends on it.")

/** What an organization is made from (WorkOS API reference, "Create an Organization"). */
export const NewOrganizationBody = z.object({
  name: name.describe(nameLength),
  external_id: ExternalId.nullish().describe('Your own id of it, unique: at most 128 printable ASCII characters.'),
  metadata: z
    .record(key, value)
    .refine(hasRoom, tooMany)
    .nullish()
    .describe('At most 50 texts of at most 600 characters, under keys of at most 40.'),
  ...domains,
  allow_profiles_outside_organization: allowProfiles,
})
export type NewOrganizationBody = z.output<typeof NewOrganizationBody>

/** What may be changed of one (WorkOS API reference, "Update an Organization"). */
export const OrganizationChangeBody = z.object({
  name: name.optional().describe(nameLength),
  external_id: ExternalId.nullish().describe('Null removes it.'),
  metadata: z
    .record(key, value.nullable())
    .refine(hasRoom, tooMany)
    .nullish()
    .describe('What is given is added to what is there; null removes a key, and in place of all of it everything.'),
  domain_data: domains.domain_data.describe(
    'All its domains from now on: those left out are removed, those that stay keep their id and, once verified, their state.',
  ),
  domains: domains.domains.describe('The same as names alone; `domain_data` goes before it.'),
  allow_profiles_outside_organization: allowProfiles,
})
export type OrganizationChangeBody = z.output<typeof OrganizationChangeBody>

/** The domains that a body gives, each once; undefined where it says nothing of them. */
export function givenDomains(
  body: Pick<NewOrganizationBody, 'domain_data' | 'domains'>,
): readonly GivenDomain[] | undefined {
  const given = body.domain_data ?? body.domains?.map((domain) => ({ domain, state: 'pending' as const }))
  return given && [...new Map(given.map((one) => [one.domain, one])).values()]
}

/** True where an organization can have this metadata after a change has been merged into it. */
export function isMetadata(metadata: Readonly<Record<string, string>>): boolean {
  return hasRoom(metadata)
}
