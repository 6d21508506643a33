import { z } from 'zod'
import type { Caller } from '../../model/api-key.ts'
import type { MemberKind } from '../../model/overlay/document.ts'
import { OverlayId } from '../../model/overlay/names.ts'
import { personStatuses } from '../../model/person.ts'
import { everyPerson, type PersonFilter } from '../../store/people/person-conditions.ts'
import { organizationOfList } from '../organization-scope.ts'
import { searchQuery } from '../search/search-query.ts'
import { ObjectId, RequestInvalid } from '../validation.ts'

const inObject = (what: string) => OverlayId.optional().describe(`Only those who are in this ${what}, by its id.`)

/** Which people a list or its count is about. */
export const personFilters = {
  organization_id: ObjectId.optional().describe('Whose people: required, unless the key is bound to one organization.'),
  search: searchQuery.search.describe(
    'Words in any order, each the beginning of a word of a name, a login, an address, an employee number or an id of one of the users that a person is; in any case, without accents.',
  ),
  statuses: z
    .enum(personStatuses, `must be of ${personStatuses.join(', ')}`)
    .array()
    .optional()
    .describe('A list: only those in these statuses.'),
  service: z
    .enum(['true', 'false'], 'must be true or false')
    .optional()
    .describe('`true`: only service accounts. `false`: only humans.'),
  manager: ObjectId.optional().describe('Only those who report to this person, by its id.'),
  directory: ObjectId.optional().describe('Only those who are a user of this directory.'),
  team: inObject('team'),
  group: inObject('group'),
  org_unit: inObject('org unit'),
}

type PersonQuery = z.output<z.ZodObject<typeof personFilters>>

/** What a query asks for, of what the caller's key opens; null when that is nothing. */
export function readPersonFilter(query: PersonQuery, caller: Caller): PersonFilter | null {
  const organizationId = organizationOfPeople(caller, query.organization_id)
  if (organizationId === null) return null
  return {
    ...everyPerson(organizationId),
    text: query.search ?? null,
    statuses: query.statuses?.length ? query.statuses : null,
    isService: query.service === undefined ? null : query.service === 'true',
    managerId: query.manager ?? null,
    directoryId: query.directory ?? null,
    memberOf: memberOf(query),
  }
}

/** The organization whose people a list is about; null when the caller asks for one that its key does not open. */
export function organizationOfPeople(caller: Caller, wanted: string | undefined): string | null {
  const organizationId = organizationOfList(caller, wanted)
  if (organizationId === null) throw organizationRequired
  return organizationId ?? null
}

/** People are of one organization, and so are all lists of them. */
export const organizationRequired = new RequestInvalid([
  { code: 'required', field: 'organization_id', message: 'organization_id is required' },
])

function memberOf({ team, group, org_unit: unit }: PersonQuery): PersonFilter['memberOf'] {
  const given: readonly (readonly [MemberKind, string | undefined])[] = [
    ['Team', team],
    ['Group', group],
    ['OrgUnit', unit],
  ]
  const [first, second] = given.flatMap(([kind, id]) => (id === undefined ? [] : [{ kind, id }]))
  if (second === undefined) return first ?? null
  throw new RequestInvalid([
    { code: 'invalid', field: 'group', message: 'only one of team, group and org_unit can be given' },
  ])
}
