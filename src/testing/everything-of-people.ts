import type { TestApi } from './api-app.ts'
import { putDocuments, wantedDocuments } from './overlay-documents.ts'
import { createPeopleWorld } from './people-world.ts'

const ada = { name: 'ada', mail: 'ada@acme.test', givenName: 'Ada', familyName: 'Lovelace', title: 'Lead' }
const numbered = (number: string) => ({ custom: { employee_number: number } })

/**
 * Makes people of an organization live through everything that has an event, by the engine and by the API, and gives the data
 * of an event of each type.
 */
export async function sendEverythingOfPeople(api: TestApi): Promise<ReadonlyMap<string, object>> {
  await using world = await createPeopleWorld({ database: api.database, onPeopleChanged: api.context.onPeopleChanged })
  const organization = `/organizations/${world.organizationId}`
  const apply = async (documents: readonly object[]) => {
    const files = wantedDocuments(documents).map(({ document, at }) => ({
      path: at.file,
      text: JSON.stringify(document),
    }))
    const { body } = await api.call('POST', `${organization}/plans`, { body: { files } })
    return api.call('POST', `/plans/${body.id}/apply`)
  }
  const leads = { kind: 'Group', id: 'leads', members: { rule: 'person.title == "Lead"', mode: 'exact' } }
  await apply([leads])
  const [first = ''] = await world.arrive({ directory: 0, ...ada, ...numbered('1') })
  await world.change(first, { directory: 0, ...ada, ...numbered('1'), title: 'Engineer' })
  await world.follow([first])
  await world.change(first, { directory: 0, ...ada, ...numbered('1'), active: false })
  await world.follow([first])
  await dispute(api, world)
  await world.remove(first, 0)
  await world.follow([first])
  await apply([{ ...leads, description: 'Who leads' }])
  const byHand = { document: { description: 'Who leads a team' }, override: true }
  await api.call('PATCH', `${organization}/overlay/objects/Group/leads`, { body: byHand })
  await apply([])
  await api.call('POST', `${organization}/overlay/objects/Group/leads/restore`)
  await differ(api, world)
  return new Map(
    (await world.events()).map(({ type, data, previous }) => [
      type,
      previous === null ? data : { ...data, previous_attributes: previous },
    ]),
  )
}

/** A user that may be either of two people, and somebody who says which. */
async function dispute(api: TestApi, world: Awaited<ReturnType<typeof createPeopleWorld>>): Promise<void> {
  const same = { mail: 'team@acme.test', givenName: 'Grace', familyName: 'Hopper' }
  await world.arrive({ directory: 0, name: 'g1', ...same, ...numbered('7') })
  await world.arrive({ directory: 1, name: 'g2', ...same, ...numbered('8') })
  await world.arrive({ directory: 2, name: 'g3', ...same })
  const path = `/match_cases?organization_id=${world.organizationId}`
  const [open] = (await api.call('GET', path)).body.data
  const [candidate] = open.candidates
  const body = { action: 'link', person_id: candidate.person_id }
  await api.call('POST', `/match_cases/${open.id}/decide`, { body })
}

/** Two directories that say otherwise of a title, and somebody who says whose word counts. */
async function differ(api: TestApi, world: Awaited<ReturnType<typeof createPeopleWorld>>): Promise<void> {
  const { database, organizationId, directoryIds } = world
  const peers = directoryIds.slice(0, 2)
  const directories = peers.map((directory, index) => ({ kind: 'Directory', id: `d${index}`, directory }))
  const authority = { kind: 'Authority', attributes: { title: { peers: ['d0', 'd1'], conflict: 'case' } } }
  await putDocuments(database, organizationId, { documents: [...directories, authority] })
  const alan = { mail: 'alan@acme.test', givenName: 'Alan', familyName: 'Turing' }
  await world.arrive(
    { directory: 0, name: 'a1', ...alan, title: 'Lead' },
    { directory: 1, name: 'a2', ...alan, title: 'Head' },
  )
  const [open] = (await api.call('GET', `/attribute_cases?organization_id=${organizationId}`)).body.data
  const body = { directory_user_id: open.candidates[1].directory_user_id }
  await api.call('POST', `/attribute_cases/${open.id}/decide`, { body })
}
