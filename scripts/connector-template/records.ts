import { z } from 'zod'
import type { SourceGroup, SourceMembers, SourceUser } from '../../src/model/source-record.ts'

/** A user or a group as the API gives it. Only what is named here is kept; vendors add fields and send null. */
const Item = z.object({
  id: z.string(),
  name: z.string().nullish(),
  login: z.string().nullish(),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  is_active: z.boolean().nullish(),
  manager_id: z.string().nullish(),
  member_ids: z.array(z.string()).nullish(),
})
type Item = z.infer<typeof Item>

/** A page of the API. */
export const Page = z.object({ items: z.array(Item), next: z.string().nullish(), total: z.number().int() })
export type ExamplePage = z.infer<typeof Page>

/** A user as the API tells of it. */
export function toUser({ id, login, email, first_name, last_name, is_active, manager_id }: Item): SourceUser {
  return {
    id,
    status: is_active === false ? 'suspended' : 'active',
    statusDetail: is_active === false ? 'inactive' : 'active',
    attributes: {
      login: login ?? null,
      email: email ?? null,
      first_name: first_name ?? null,
      last_name: last_name ?? null,
    },
    manager: manager_id ?? null,
  }
}

/** A group as the API tells of it. */
export function toGroup({ id, name }: Item): SourceGroup {
  return { id, name: name ?? id, attributes: { name: name ?? null } }
}

/** The members that the API tells with their group. */
export function toMembers({ id, member_ids }: Item): SourceMembers {
  return { groupId: id, memberIds: member_ids ?? [] }
}
