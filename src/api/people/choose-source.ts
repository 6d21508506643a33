import type { Cause } from '../../model/event.ts'
import { applyPeople } from '../../people/apply-people.ts'
import type { AttributeChoices } from '../../people/plan-attribute-cases.ts'
import type { Queryable } from '../../store/database.ts'
import type { ApiContext } from '../api-context.ts'

type Chosen = {
  readonly organizationId: string
  readonly personId: string
  readonly choices: AttributeChoices
  readonly cause: Cause
}

/** Has a person follow what somebody says of cases of its attributes, in the transaction of the change; gives the stream to be announced. */
export async function chooseSource(
  { platform, onPeopleChanged }: ApiContext,
  on: Queryable,
  { organizationId, personId, choices, cause }: Chosen,
): Promise<{ readonly organizationId: string; readonly streamId: string }> {
  const work = { organizationId, userIds: [], personIds: [personId], choices, cause }
  await applyPeople(on, { platform, onPeopleChanged }, work)
  return { organizationId, streamId: organizationId }
}
