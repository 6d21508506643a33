import { z } from 'zod'
import type { Person, Provider } from './company/person.ts'
import { schemaUrns } from './provider-client.ts'
import type { ScimRequest } from './scim-http.ts'
import type { World, WorldGroup } from './world.ts'

const text = z.string().default('')
const Enterprise = z.object({
  employeeNumber: text,
  costCenter: text,
  division: text,
  department: text,
  manager: z.object({ value: z.string() }).optional(),
})
const Address = z.object({ locality: text, region: text, country: text, postalCode: text, streetAddress: text })

const ScimUser = z.object({
  id: z.string(),
  externalId: z.string().optional(),
  userName: z.string(),
  active: z.boolean().default(true),
  name: z.object({ givenName: text, middleName: text, familyName: text }).optional(),
  displayName: text,
  title: text,
  userType: text,
  locale: z.string().optional(),
  preferredLanguage: text,
  emails: z.array(z.object({ value: text })).default([]),
  addresses: z.array(Address).default([]),
  [schemaUrns.enterprise]: Enterprise.optional(),
})
type ScimUser = z.infer<typeof ScimUser>

const ScimGroup = z.object({
  id: z.string(),
  displayName: z.string(),
  members: z.array(z.object({ value: z.string() })).nullish(),
})

/**
 * Reads a directory back page by page, as Okta does when it imports, so that the demo goes on where it was stopped.
 * Users without an `externalId` are not the demo's and are left alone.
 */
export async function importDirectory(provider: Provider, request: ScimRequest): Promise<World> {
  const received = await readAll(request, '/Users', ScimUser)
  const own = received.flatMap((user) => (user.externalId ? [{ ...user, externalId: user.externalId }] : []))
  const externalIds = new Map(
    own.flatMap((user) => [
      [user.id, user.externalId],
      [user.userName, user.externalId],
    ]),
  )
  const users = new Map(own.map((user) => [user.externalId, { id: user.id, person: toPerson(user, externalIds) }]))
  const groups = new Map<string, WorldGroup>()
  for (const { id, displayName, members } of await readAll(request, '/Groups', ScimGroup)) {
    groups.set(displayName, {
      id,
      displayName,
      members: new Set(members?.flatMap(({ value }) => externalIds.get(value) ?? [])),
    })
  }
  return { provider, users, groups }
}

async function readAll<T>(request: ScimRequest, path: string, schema: z.ZodType<T>): Promise<T[]> {
  const Page = z.object({ totalResults: z.number(), Resources: z.array(schema).default([]) })
  const found: T[] = []
  for (;;) {
    const page = Page.parse(await request('GET', `${path}?startIndex=${found.length + 1}&count=100`))
    found.push(...page.Resources)
    if (page.Resources.length === 0 || found.length >= page.totalResults) return found
  }
}

function toPerson(user: ScimUser & { externalId: string }, externalIds: ReadonlyMap<string, string>): Person {
  const { externalId, userName, displayName, title, active } = user
  const enterprise = user[schemaUrns.enterprise]
  const address = user.addresses[0] ?? { locality: '', region: '', country: '', postalCode: '', streetAddress: '' }
  const { streetAddress: street, ...place } = address
  return {
    externalId,
    userName,
    givenName: user.name?.givenName ?? '',
    middleName: user.name?.middleName ?? '',
    familyName: user.name?.familyName ?? '',
    displayName,
    email: user.emails[0]?.value ?? userName,
    title,
    department: enterprise?.department ?? '',
    division: enterprise?.division ?? '',
    costCenter: enterprise?.costCenter ?? '',
    employeeNumber: enterprise?.employeeNumber ?? '',
    kind: user.userType === 'Contractor' ? 'Contractor' : 'Employee',
    location: { ...place, street },
    locale: user.locale ?? user.preferredLanguage,
    manager: externalIds.get(enterprise?.manager?.value ?? '') ?? null,
    active,
  }
}
