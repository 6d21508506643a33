import type { Caller } from '../../model/api-key.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { AttributeSource, Person } from '../../model/person.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import { deciderOf } from '../../people/merge-person.ts'
import { loadPeopleOptions, type PeopleOptions } from '../../people/people-options.ts'
import { sameValue } from '../../people/same-value.ts'
import { byAuthority, type UserFacts, userFacts } from '../../people/user-facts.ts'
import type { Queryable } from '../../store/database.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { listMergedInto } from '../../store/people/former-people.ts'
import { loadPersonUsers } from '../../store/people/load-person-users.ts'
import { loadPeople } from '../../store/people/people.ts'
import { casesOfPerson } from '../../store/people/read-attribute-cases.ts'
import { namesOfPersons } from '../../store/people/read-person.ts'
import { linksOfPerson } from '../../store/people/read-person-links.ts'
import { hiddenAttributes } from './shown-person.ts'
import { statusReason } from './status-reason.ts'

/** What a person is explained from. */
type Ground = {
  readonly person: Person
  readonly users: readonly UserFacts[]
  readonly options: PeopleOptions
  readonly hidden: ReadonlySet<string>
  /** Where documents are declared, by `<Kind>/<id>`. */
  readonly declared: ReadonlyMap<string, JsonObject>
  /** By attribute, the case in which somebody has to say, or has said, whose word counts. */
  readonly cases: ReadonlyMap<string, string>
}

/** Where every attribute of a person comes from, by which rule and since when, and what else was to be had. */
export async function explainPerson(on: Queryable, caller: Caller, person: Person): Promise<JsonObject> {
  const { id, organizationId } = person
  const [options, links, hidden, objects, [stored], cases, merged] = await Promise.all([
    loadPeopleOptions(on, organizationId),
    linksOfPerson(on, organizationId, id),
    hiddenAttributes(on, caller, organizationId),
    readOverlayObjects(on, organizationId, ['Authority']),
    loadPeople(on, organizationId, [id]),
    casesOfPerson(on, organizationId, id),
    listMergedInto(on, organizationId, id),
  ])
  const found = await loadPersonUsers(
    on,
    organizationId,
    links.map(({ userId }) => userId),
  )
  const users = found.flatMap((user) => userFacts(user, options) ?? []).sort(byAuthority)
  const declared = new Map(
    objects.flatMap(({ kind, id: name, managedBy }) =>
      managedBy ? [[`${kind}/${name}`, { ...managedBy }] as const] : [],
    ),
  )
  const ground: Ground = { person, users, options, hidden, declared, cases }
  return {
    object: 'person_explanation',
    id,
    organization_id: organizationId,
    display_name: person.displayName,
    attributes: namesOf(ground).map((name) => explainAttribute(name, ground)),
    manager: await explainManager(on, ground),
    merged: merged.map((one) => ({ person_id: one.id, display_name: one.displayName, at: one.at.toISOString() })),
    status: {
      value: person.status,
      because: statusReason(
        person,
        users.some(({ active }) => active),
      ),
      until: stored?.nextFlipAt?.toISOString() ?? null,
    },
  }
}

/** The attributes that the person or one of the users has, in the order in which the organization knows them. */
function namesOf({ person, users, options }: Ground): string[] {
  const has = (name: string) => name in person.attributes || users.some(({ values }) => name in values)
  return [...options.attributes.keys()].filter(has)
}

function explainAttribute(name: string, { person, users, options, hidden, declared, cases }: Ground): JsonObject {
  const { authority, writtenIn } = deciderOf(name, options)
  const sources = [person.sources[name] ?? []].flat() as readonly AttributeSource[]
  const isMasked = hidden.has(name)
  const placeOf = ({ directoryId }: UserFacts) => {
    const at = authority.directories.indexOf(directoryId)
    return at < 0 ? authority.directories.length : at
  }
  const stands = ({ values }: UserFacts) => sameValue(values[name], person.attributes[name])
  const candidates = users.filter(({ values }) => name in values).sort((one, other) => placeOf(one) - placeOf(other))
  return {
    name,
    title: standardAttributes[name]?.title ?? name,
    type: options.attributes.get(name)?.type ?? 'text',
    value: isMasked ? null : (person.attributes[name] ?? null),
    masked: isMasked,
    rule: sources[0]?.rule ?? authority.by,
    order: authority.directories.map((directory) => nameOf(directory, options)),
    written_in: writtenIn,
    declared_at: (writtenIn && declared.get(writtenIn)) || null,
    since: latest(sources),
    case_id: cases.get(name) ?? null,
    candidates: candidates.map((user) => ({
      directory_id: user.directoryId,
      directory_name: nameOf(user.directoryId, options),
      directory_user_id: user.id,
      value: isMasked ? null : (user.values[name] as Json),
      wins: sources.some(({ userId, rule }) => userId === user.id && (rule !== 'held' || stands(user))),
    })),
  }
}

function nameOf(directoryId: string, { directories }: PeopleOptions): string {
  return directories.get(directoryId)?.name ?? directoryId
}

function latest(sources: readonly AttributeSource[]): string | null {
  return (
    sources
      .map(({ since }) => since)
      .sort()
      .at(-1) ?? null
  )
}

/** Who the manager is, and by whose word. */
async function explainManager(on: Queryable, { person, users, options }: Ground): Promise<JsonObject | null> {
  const { authority } = deciderOf('manager', options)
  const says = users
    .filter(({ managerKeys, directoryId }) => managerKeys.length > 0 && authority.directories.includes(directoryId))
    .sort(
      (one, other) => authority.directories.indexOf(one.directoryId) - authority.directories.indexOf(other.directoryId),
    )
  const [first] = says
  if (!first && person.managerId === null) return null
  const names = await namesOfPersons(on, person.organizationId, person.managerId === null ? [] : [person.managerId])
  return {
    id: person.managerId,
    display_name: (person.managerId && names.get(person.managerId)) || null,
    named: first?.managerKeys[0] ?? person.managerKey,
    directory_name: first ? nameOf(first.directoryId, options) : null,
    directory_user_id: first?.id ?? null,
  }
}
