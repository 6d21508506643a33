import { createList, type List, type Paging } from './list.ts'
import type {
  MemberObject,
  MemberObjectWithDocument,
  MembershipExplanation,
  ObjectMember,
  OrgChart,
  OrgChartCard,
} from './overlay-objects.ts'
import type { Api, CallOptions } from './request.ts'

/** A team, group or org unit: its organization, its kind, and its id within that. */
export type MemberObjectRef = { organization_id: string; kind: MemberObject['kind']; id: string }

/** Which teams, groups and org units a list has. */
export type MemberObjectsQuery = Paging & {
  kinds?: readonly MemberObject['kind'][]
  /** Parts of the name or the id. */
  search?: string
  parent?: string
  /** Only those for which somebody is undecided, or only the others. */
  undecided?: 'true' | 'false'
}

const rootOf = (organization: string) => `/organizations/${encodeURIComponent(organization)}`

/** Teams, groups and org units, and who is in them. */
export function memberObjects(api: Api) {
  const pathOf = ({ organization_id, kind, id }: MemberObjectRef, part = '') =>
    `${rootOf(organization_id)}/member_objects/${kind}/${encodeURIComponent(id)}${part}`
  return {
    list: (organization_id: string, query: MemberObjectsQuery = {}, options: CallOptions = {}): List<MemberObject> =>
      createList<MemberObject>(api, `${rootOf(organization_id)}/member_objects`, { query: { ...query }, options }),
    get: (ref: MemberObjectRef, options: CallOptions = {}) =>
      api.send<MemberObjectWithDocument>({ method: 'GET', path: pathOf(ref), options }),
    /** Who is in it, each with the reasons. */
    members: (ref: MemberObjectRef, query: Paging & { search?: string } = {}, options: CallOptions = {}) =>
      createList<ObjectMember>(api, pathOf(ref, '/members'), { query: { ...query }, options }),
    /** Of whom its rule cannot say it, with what is missing. */
    undecided: (ref: MemberObjectRef, query: Paging = {}, options: CallOptions = {}) =>
      createList<ObjectMember>(api, pathOf(ref, '/undecided'), { query: { ...query }, options }),
    /** Why a person is, or is not, in it: every part of its rule with what it gives. */
    explain: ({ kind, id }: Omit<MemberObjectRef, 'organization_id'>, person: string, options: CallOptions = {}) =>
      api.send<MembershipExplanation>({
        method: 'GET',
        path: `/people/${encodeURIComponent(person)}/memberships/${kind}/${encodeURIComponent(id)}/explain`,
        options,
      }),
  }
}

/** Who reports to whom. */
export function orgChart(api: Api) {
  const pathOf = (organization: string) => `${rootOf(organization)}/org_chart`
  return {
    /** Around a person, or from the top. */
    get: (
      organization_id: string,
      { person, depth, limit }: { person?: string; depth?: number; limit?: number } = {},
      options: CallOptions = {},
    ) => {
      const given = Object.entries({ person, depth, limit }).filter(([, value]) => value !== undefined)
      const query = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])))
      return api.send<OrgChart>({ method: 'GET', path: `${pathOf(organization_id)}?${query}`, options })
    },
    /** Who has no manager, and to whom nobody reports. */
    unplaced: (organization_id: string, query: { limit?: number; after?: string } = {}, options: CallOptions = {}) =>
      createList<OrgChartCard>(api, `${pathOf(organization_id)}/unplaced`, { query: { ...query }, options }),
  }
}
