import type { JsonObject } from '../../model/json.ts'
import { loadPeopleOptions } from '../../people/people-options.ts'
import { valuesOf } from '../../people/user-facts.ts'
import type { Queryable } from '../../store/database.ts'
import { loadPersonUsers } from '../../store/people/load-person-users.ts'

/** What a user says of the attributes of a person, in canonical form; nothing for one that is gone. */
export async function valuesOfUser(
  on: Queryable,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
): Promise<JsonObject> {
  const [options, [user]] = await Promise.all([
    loadPeopleOptions(on, organizationId),
    loadPersonUsers(on, organizationId, [userId]),
  ])
  const directory = user && options.directories.get(user.directoryId)
  return directory ? valuesOf(user, directory) : {}
}
