import { applyPeople, type PeopleWork } from '../../people/apply-people.ts'
import type { PeoplePlan } from '../../people/people-plan.ts'
import type { Queryable } from '../../store/database.ts'
import type { ApiContext } from '../api-context.ts'

/** What has become of people, and the stream that is to be announced. */
type Followed = {
  readonly plan: PeoplePlan
  readonly stream: { readonly organizationId: string; readonly streamId: string }
}

/** Has people follow what somebody says of them, in the transaction of the change. */
export async function followPeople(
  { platform, onPeopleChanged }: ApiContext,
  on: Queryable,
  work: PeopleWork,
): Promise<Followed> {
  const { plan } = await applyPeople(on, { platform, onPeopleChanged }, work)
  return { plan, stream: { organizationId: work.organizationId, streamId: work.organizationId } }
}
