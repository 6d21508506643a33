import { createList, type List, type Paging } from './list.ts'
import type { JsonObject } from './objects.ts'
import type {
  AttributeCase,
  MatchCase,
  MatchCaseWithComparison,
  Person,
  PersonExplanation,
  PersonLinkWithUser,
  PersonMembershipWithReasons,
  PersonMerge,
  PersonWithDirectories,
} from './people-objects.ts'
import type { Api, CallOptions } from './request.ts'

/** Which people a list has. The organization is required, unless the key is bound to one. */
export type PeopleQuery = Paging & {
  organization_id?: string
  /** Words in any order, each the beginning of a word of a name, a login, an address, an employee number or an id. */
  search?: string
  statuses?: readonly Person['status'][]
  service?: 'true' | 'false'
  manager?: string
  directory?: string
  team?: string
  group?: string
  org_unit?: string
  sort?: 'name' | 'created_at'
}

/** People: each once, however many directories know them. */
export function people(api: Api) {
  const pathOf = (id: string, part = '') => `/people/${encodeURIComponent(id)}${part}`
  const listOf = <T>(path: string, query: object, options: CallOptions): List<T> =>
    createList<T>(api, path, { query: { ...query }, options })
  return {
    list: (query: PeopleQuery = {}, options: CallOptions = {}) =>
      listOf<PersonWithDirectories>('/people', query, options),
    get: (id: string, options: CallOptions = {}) =>
      api.send<PersonWithDirectories>({ method: 'GET', path: pathOf(id), options }),
    /** Where every value comes from, by which rule and since when, and what else was to be had. */
    explain: (id: string, options: CallOptions = {}) =>
      api.send<PersonExplanation>({ method: 'GET', path: pathOf(id, '/explain'), options }),
    reports: (id: string, query: Paging = {}, options: CallOptions = {}) =>
      listOf<PersonWithDirectories>(pathOf(id, '/reports'), query, options),
    /** The teams, groups and org units that somebody is in, and why. */
    memberships: (id: string, options: CallOptions = {}) =>
      listOf<PersonMembershipWithReasons>(pathOf(id, '/memberships'), {}, options),
    /** The users that a person is. */
    links: (id: string, options: CallOptions = {}) => listOf<PersonLinkWithUser>(pathOf(id, '/links'), {}, options),
    /** Says that a user is this person; the rules of matching leave it alone from then on. */
    link: (id: string, directory_user_id: string, options: CallOptions = {}) =>
      api.send<PersonLinkWithUser>({
        method: 'POST',
        path: pathOf(id, '/links'),
        body: { directory_user_id },
        options,
      }),
    /** Tells what merging another person into this one would do. */
    previewMerge: (id: string, person_id: string, options: CallOptions = {}) =>
      api.send<PersonMerge>({
        method: 'GET',
        path: pathOf(id, `/merge?${new URLSearchParams({ person_id })}`),
        options,
      }),
    /** Says that another person is this one: all users of the other become this person's. */
    merge: (id: string, person_id: string, options: CallOptions = {}) =>
      api.send<PersonMerge>({ method: 'POST', path: pathOf(id, '/merge'), body: { person_id }, options }),
    /** Makes a user of this person a person of its own. */
    unlink: async (id: string, user: string, options: CallOptions = {}) =>
      void (await api.send({ method: 'DELETE', path: pathOf(id, `/links/${encodeURIComponent(user)}`), options })),
  }
}

/** What somebody says of a user: it is a person that is given, somebody new, or nobody who is to be known. */
export type MatchDecision = { action: 'link'; person_id: string } | { action: 'new' | 'ignore' }

type CasesQuery = Paging & { organization_id?: string; state?: MatchCase['state']; directory?: string }

type AttributeCasesQuery = Paging & {
  organization_id?: string
  state?: AttributeCase['state']
  person?: string
  attribute?: string
}

/** Attributes of people about which directories of equal say differ. */
export function attributeCases(api: Api) {
  const pathOf = (id: string, part = '') => `/attribute_cases/${encodeURIComponent(id)}${part}`
  return {
    list: (query: AttributeCasesQuery = {}, options: CallOptions = {}): List<AttributeCase> =>
      createList<AttributeCase>(api, '/attribute_cases', { query: { ...query }, options }),
    get: (id: string, options: CallOptions = {}) =>
      api.send<AttributeCase>({ method: 'GET', path: pathOf(id), options }),
    /** Says whose word counts from now on. */
    decide: (id: string, directory_user_id: string, options: CallOptions = {}) =>
      api.send<AttributeCase>({ method: 'POST', path: pathOf(id, '/decide'), body: { directory_user_id }, options }),
    /** Takes back what was decided. */
    reopen: (id: string, options: CallOptions = {}) =>
      api.send<AttributeCase>({ method: 'POST', path: pathOf(id, '/reopen'), body: {}, options }),
  }
}

/** Users of whom somebody has to say whose they are. */
export function matchCases(api: Api) {
  const pathOf = (id: string) => `/match_cases/${encodeURIComponent(id)}`
  return {
    list: (query: CasesQuery = {}, options: CallOptions = {}): List<MatchCase> =>
      createList<MatchCase>(api, '/match_cases', { query: { ...query }, options }),
    get: (id: string, options: CallOptions = {}) =>
      api.send<MatchCaseWithComparison>({ method: 'GET', path: pathOf(id), options }),
    decide: (id: string, decision: MatchDecision, options: CallOptions = {}) =>
      api.send<MatchCase>({ method: 'POST', path: `${pathOf(id)}/decide`, body: decision as JsonObject, options }),
  }
}
