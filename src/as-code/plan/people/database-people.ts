import type { MemberAddress } from '../../../memberships/compiled-overlay.ts'
import { personInput } from '../../../memberships/person-input.ts'
import type { HandMember, HandMembers, PersonInput } from '../../../memberships/person-state.ts'
import { computedAttributes } from '../../../model/person-attributes.ts'
import type { Queryable } from '../../../store/database.ts'
import { readHandOf, readMembersOf } from '../../../store/overlay/plan-members.ts'
import {
  type PeopleColumns,
  type PeopleValues,
  readAlikePeople,
  readManagersAbove,
  readPeopleById,
  readPeopleNames,
} from '../../../store/overlay/plan-people.ts'
import type { PeopleSource } from './people-source.ts'

/** The people of an organization as the database has them. */
export function databasePeople(on: Queryable, organizationId: string): PeopleSource {
  const chainsFor = async ({ manager }: PeopleColumns) =>
    managerChains(manager ? await readManagersAbove(on, organizationId) : new Map())
  return {
    async groups(reads) {
      const columns = columnsOf(reads)
      const isOwn = reads.includes('id')
      const [rows, chains] = await Promise.all([readAlikePeople(on, organizationId, columns), chainsFor(columns)])
      // Nobody looks like anybody else to a rule that reads the id.
      return rows.flatMap(({ ids, ...values }) =>
        (isOwn ? ids.map((id) => [id]) : [ids]).map((group) => ({
          ids: group,
          values: toInput(group, values, chains).values,
        })),
      )
    },
    async byId(ids, reads) {
      const columns = columnsOf(reads)
      const [rows, chains] = await Promise.all([
        readPeopleById(on, organizationId, { ids, columns }),
        chainsFor(columns),
      ])
      return rows.map(({ ids: own, ...values }) => toInput(own, values, chains))
    },
    members: (addresses) => readMembersOf(on, organizationId, addresses),
    hand: async (addresses) => byPerson(await readHandOf(on, organizationId, addresses)),
    names: (ids) => readPeopleNames(on, organizationId, ids),
  }
}

function columnsOf(reads: readonly string[]): PeopleColumns {
  const attributes = reads.filter((name) => !Object.hasOwn(computedAttributes, name)).sort()
  return { attributes, manager: reads.includes('manager') || reads.includes('managers') }
}

type Chains = (managerId: string | null) => readonly string[]

function toInput(ids: readonly string[], values: PeopleValues, chains: Chains): PersonInput {
  const attributes = { ...values.attributes }
  return personInput({ ...values, id: ids[0] ?? '', attributes }, chains(values.managerId))
}

/** All managers above, the nearest first. Who would be their own is left out. */
function managerChains(above: ReadonlyMap<string, string | null>): Chains {
  const known = new Map<string, readonly string[]>()
  return (managerId) => {
    if (managerId === null) return []
    const chain = known.get(managerId) ?? chainFrom(managerId, above)
    known.set(managerId, chain)
    return chain
  }
}

function chainFrom(managerId: string, above: ReadonlyMap<string, string | null>): string[] {
  const chain = new Set<string>()
  for (let next: string | null = managerId; next !== null && !chain.has(next); next = above.get(next) ?? null)
    chain.add(next)
  return [...chain]
}

function byPerson(rows: Awaited<ReturnType<typeof readHandOf>>): ReadonlyMap<string, HandMembers> {
  const people = new Map<string, Map<MemberAddress, HandMember>>()
  for (const { address, personId, action, until, actor } of rows) {
    const members = people.get(personId) ?? new Map<MemberAddress, HandMember>()
    members.set(address, { action, until, actor: actor && { ...actor } })
    people.set(personId, members)
  }
  return people
}
