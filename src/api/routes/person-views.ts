import { z } from 'zod'
import { linksOfPerson, listLinkHistory } from '../../store/people/read-person-links.ts'
import { membershipsOfPerson } from '../../store/people/read-person-memberships.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { explainPerson } from '../people/explain-person.ts'
import { toLinkChangeObject, toLinkObject } from '../people/link-object.ts'
import { openPerson, openStory } from '../people/open-person.ts'
import { readPersonTimeline } from '../people/person-timeline.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import { defineRoute } from '../route.ts'
import { toTimelineObject } from '../users/timeline-object.ts'
import { kindsFor, TimelineQuery } from '../users/timeline-query.ts'
import { IdParams } from '../validation.ts'

const explain = defineRoute({
  method: 'GET',
  path: '/people/:id/explain',
  permission: 'people:read',
  summary:
    'Tells of every attribute of a person where it comes from: the value, whose word it is, by which rule and since when, and what the other users of the person say. Tells of the manager and the status, too.',
  answer: 'person_explanation',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    return explainPerson(database, caller, await openPerson(database, caller, params.id))
  },
})

const links = defineRoute({
  method: 'GET',
  path: '/people/:id/links',
  permission: 'people:read',
  summary: 'Lists the users that a person is, in all directories, and why each is linked. It is one page.',
  answer: 'list of person_link, with `user` and `directory`',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const { organizationId, id } = await openPerson(database, caller, params.id)
    const [records, hidden] = await Promise.all([
      linksOfPerson(database, organizationId, id),
      hiddenAttributes(database, caller, organizationId),
    ])
    return {
      object: 'list',
      data: records.map((link) => toLinkObject(link, hidden)),
      list_metadata: { before: null, after: null },
    }
  },
})

const history = defineRoute({
  method: 'GET',
  path: '/people/:id/link_history',
  permission: 'people:read',
  summary: 'Lists how the links of a person came about, the last first: what was linked or unlinked, why, and by whom.',
  answer: 'list of person_link_change',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, { database }) {
    const { organizationId, id } = await openStory(database, caller, params.id)
    const [changes, hidden] = await Promise.all([
      listLinkHistory(database, { organizationId, personId: id }, toListPage(query)),
      hiddenAttributes(database, caller, organizationId),
    ])
    return toListObject(changes, query, (one) => toLinkChangeObject(one, hidden))
  },
})

const timeline = defineRoute({
  method: 'GET',
  path: '/people/:id/timeline',
  permission: 'people:read',
  summary:
    'Tells everything that happened to a person, in one line of time: merges, links, memberships, and what happened to each user that the person is, in all directories; also of somebody who is gone. Users only where the caller may read those.',
  answer: 'list of timeline_entry',
  params: IdParams,
  query: TimelineQuery,
  lists: ['kinds'],
  async handle({ params, query, caller }, { database, scimRequests }) {
    const person = await openStory(database, caller, params.id)
    await scimRequests.flush()
    const asked = { person, kinds: kindsFor(caller, query.kinds), caller }
    const [entries, hidden] = await Promise.all([
      readPersonTimeline(database, asked, toListPage(query)),
      hiddenAttributes(database, caller, person.organizationId),
    ])
    return toListObject(entries, query, (entry) => toTimelineObject(entry, hidden))
  },
})

const memberships = defineRoute({
  method: 'GET',
  path: '/people/:id/memberships',
  permission: 'overlay:read',
  summary:
    'Lists the teams, groups and org units that a person is in, each with the reasons, and those whose rule cannot be decided for the person, with what is missing. It is one page.',
  answer: 'list of person_membership, with `since` and `missing`',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const { organizationId, id } = await openPerson(database, caller, params.id)
    const records = await membershipsOfPerson(database, organizationId, id)
    const data = records.map((record) => ({
      object: 'person_membership',
      person_id: id,
      kind: record.kind,
      object_id: record.objectId,
      name: record.name,
      managed_by: record.managedBy,
      reasons: record.reasons.map((reason) => ({ ...reason })),
      since: record.since?.toISOString() ?? null,
      missing: record.missing,
    }))
    return { object: 'list', data, list_metadata: { before: null, after: null } }
  },
})

/** The routes that tell of one person: which users it is, what became of it, and what it is in. */
export const personViewRoutes = [explain, links, history, timeline, memberships]
