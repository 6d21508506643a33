import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** What a sentence needs of an event: its type, its object as the API shows it, and what that was before. */
export type Told = { readonly type: string; readonly data: JsonObject; readonly previous: JsonObject | null }

const shownChanges = 2

/** Says in plain English what an event is: "Amara Okafor joined Engineering". For people to read; the wording may change. */
export function eventSentence({ type, data, previous }: Told): string {
  const sentence = sentences[type]
  return sentence ? sentence(data, previous ?? {}) : type
}

const sentences: Readonly<Record<string, (data: JsonObject, previous: JsonObject) => string>> = {
  'dsync.activated': (data) => `Directory ${textOf(data.name)} is in use`,
  'dsync.deleted': (data) => `Directory ${textOf(data.name)} was deleted`,
  'dsync.user.created': (data) => `${personName(data)} was added${position(data)}`,
  'dsync.user.updated': (data, previous) => `${personName(data)} ${changesOf(data, previous)}`,
  'dsync.user.deleted': (data) => `${personName(data)} was deleted`,
  'dsync.group.created': (data) => `Group ${textOf(data.name)} was created`,
  'dsync.group.updated': (data, previous) =>
    'name' in previous
      ? `Group ${textOf(previous.name)} is now called ${textOf(data.name)}`
      : `Group ${textOf(data.name)} changed`,
  'dsync.group.deleted': (data) => `Group ${textOf(data.name)} was deleted`,
  'dsync.group.user_added': (data) => `${personName(objectOf(data.user))} joined ${textOf(objectOf(data.group).name)}`,
  'dsync.group.user_removed': (data) => `${personName(objectOf(data.user))} left ${textOf(objectOf(data.group).name)}`,
  'dsync.token.created': (data) => `A bearer token ending in ${textOf(data.token_suffix)} was created`,
  'dsync.token.revoked': (data) => `The bearer token ending in ${textOf(data.token_suffix)} was revoked`,
  'muster.group.group_added': (data) =>
    `Group ${textOf(objectOf(data.member_group).name)} joined ${textOf(objectOf(data.group).name)}`,
  'muster.group.group_removed': (data) =>
    `Group ${textOf(objectOf(data.member_group).name)} left ${textOf(objectOf(data.group).name)}`,
  'muster.user.source_updated': (data, previous) =>
    `${personName(data)} changed at the source${attributesOf(previous)}`,
  'muster.group.source_updated': (data, previous) =>
    `Group ${textOf(data.name)} changed at the source${attributesOf(previous)}`,
  'muster.user.left_scope': (data) => `${personName(data)} is no longer in the scope of the directory`,
  'muster.sync_run.started': (data) => `A ${textOf(data.kind)} sync began`,
  'muster.sync_run.completed': (data) => `A ${textOf(data.kind)} sync is done: ${toldCounts(objectOf(data.counts))}`,
  'muster.sync_run.failed': (data) => `A ${textOf(data.kind)} sync failed: ${textOf(data.error_text)}`,
  'muster.sync_run.waiting': (data) =>
    `A sync waits for a decision on ${told(objectOf(data.counts).held, 'removal', 'removals')}`,
  'muster.sync_run.decided': (data) =>
    `${told(data.removals, 'removal was', 'removals were')} ${textOf(data.decision)}`,
  'muster.directory.quarantined': (data) =>
    `Directory ${textOf(data.name)} is in quarantine: ${textOf(data.error_text)}`,
  'muster.directory.recovered': (data) => `Directory ${textOf(data.name)} can be read again`,
  'muster.directory.paused': (data) => `Directory ${textOf(data.name)} was paused`,
  'muster.directory.resumed': (data) => `Directory ${textOf(data.name)} was resumed`,
  'person.created': (data) => `${textOf(data.display_name)} appeared`,
  'person.updated': (data, previous) => `${textOf(data.display_name)} ${personChanges(previous)}`,
  'person.status_changed': (data) => `${textOf(data.display_name)} ${statusWords[textOf(data.status)] ?? 'changed'}`,
  'person.deleted': (data) => `${textOf(data.display_name)} is no user of any directory any more`,
  'person.linked': (data) => `A user was linked${matchedBy(textOf(data.rule))}`,
  'person.unlinked': () => 'A user is not this person any more',
  'person.match_disputed': () => 'Somebody has to say whose a user is',
  'person.match_decided': ({ state }) =>
    state === 'obsolete' ? 'It became plain whose a user is' : 'Somebody said whose a user is',
  'person.attribute_disputed': (data) =>
    `Directories differ about the ${valueName(data.attribute)}: somebody has to decide`,
  'person.attribute_decided': ({ state, attribute }) =>
    state === 'obsolete'
      ? `Nobody has to decide about the ${valueName(attribute)} any more`
      : `Somebody said whose word counts about the ${valueName(attribute)}`,
  'person.member_added': (data) => `${memberObject(data)} has a new member`,
  'person.member_removed': (data) => `${memberObject(data)} has a member less`,
  'overlay.object_created': (data) => `${textOf(data.kind)} ${textOf(data.id)} was made`,
  'overlay.object_updated': (data, previous) =>
    `${textOf(data.kind)} ${textOf(data.id)} changed${attributesOf(previous)}`,
  'overlay.object_deleted': (data) => `${textOf(data.kind)} ${textOf(data.id)} was deleted`,
  'overlay.object_restored': (data) => `${textOf(data.kind)} ${textOf(data.id)} was restored`,
  'overlay.plan_applied': () => 'A plan was applied',
  'overlay.drift_found': (data) => `${textOf(data.kind)} ${textOf(data.id)} was changed outside of its file`,
}

/** Which values of a person changed: "has a new title and department". */
function personChanges(previous: JsonObject): string {
  const names = Object.keys(previous).map((name) => valueName(name))
  return names.length > 0 ? `has a new ${names.slice(0, shownChanges).join(' and ')}` : 'changed'
}

/** What an attribute is called in a sentence. */
function valueName(attribute: Json | undefined): string {
  const name = textOf(attribute)
  return personWords[name] ?? spoken(name)
}

const statusWords: Readonly<Record<string, string>> = {
  pre_hire: 'is to start',
  active: 'is active',
  on_leave: 'is on leave',
  leaving: 'is leaving',
  left: 'has left',
}

const personWords: Readonly<Record<string, string>> = {
  display_name: 'name',
  displayName: 'name',
  manager_id: 'manager',
  mail: 'e-mail address',
  mails: 'e-mail address',
}

/** `costCenter` is told as `cost center`. */
function spoken(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Why a user is a person's. */
function matchedBy(rule: string): string {
  if (rule === 'new') return ' as the first of a new person'
  return rule === 'manual' ? ' because somebody said so' : `, matched by ${rule.split('&').map(spoken).join(' and ')}`
}

function memberObject(data: JsonObject): string {
  const kinds: Readonly<Record<string, string>> = { OrgUnit: 'Org unit', Team: 'Team', Group: 'Group' }
  return `${kinds[textOf(data.kind)] ?? ''} ${textOf(data.name)}`.trim()
}

/** What a run did, the most telling first: "3 users created, 1 group updated". */
function toldCounts(counts: JsonObject): string {
  const parts = toldNames.flatMap(([name, one, many]) => {
    const count = counts[name]
    return typeof count === 'number' && count > 0 ? [told(count, one, many)] : []
  })
  return parts.length > 0 ? parts.join(', ') : 'nothing has changed'
}

const toldNames = [
  ['users_created', 'user created', 'users created'],
  ['users_updated', 'user updated', 'users updated'],
  ['users_removed', 'user removed', 'users removed'],
  ['groups_created', 'group created', 'groups created'],
  ['groups_updated', 'group updated', 'groups updated'],
  ['groups_removed', 'group removed', 'groups removed'],
  ['memberships_added', 'membership added', 'memberships added'],
  ['memberships_removed', 'membership removed', 'memberships removed'],
] as const

function told(count: Json | undefined, one: string, many: string): string {
  return `${typeof count === 'number' ? count : 0} ${count === 1 ? one : many}`
}

/** What to call a user: the display name, else both names, else the login. */
export function personName(user: JsonObject): string {
  const both = [user.first_name, user.last_name].filter((part) => typeof part === 'string' && part !== '').join(' ')
  return [user.name, both, user.username, user.email, user.id].find(
    (name) => typeof name === 'string' && name !== '',
  ) as string
}

/** The attributes of the source's own form that changed, without the names of extensions. */
function attributesOf(previous: JsonObject): string {
  const names = Object.keys(objectOf(previous.document)).filter((name) => !name.includes(':'))
  return names.length > 0 ? ` (${names.slice(0, shownChanges).join(', ')})` : ''
}

function position(user: JsonObject): string {
  const parts = [textOf(user.job_title), textOf(objectOf(user.custom_attributes).department_name)].filter(Boolean)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

function changesOf(data: JsonObject, previous: JsonObject): string {
  const now = { ...data, ...objectOf(data.custom_attributes) }
  const before = { ...previous, ...objectOf(previous.custom_attributes) }
  const known = phrases.filter(({ attribute }) => attribute in before).map(({ tell }) => tell(now, before))
  if (known.length > 0) return known.slice(0, shownChanges).join(' and ')
  const names = Object.keys(before)
    .filter((name) => name !== 'custom_attributes')
    .map(plainName)
  return names.length > 0 ? `has a new ${[...new Set(names)].slice(0, shownChanges).join(' and ')}` : 'changed'
}

/** The attributes whose change is told in its own words, the most telling first. */
const phrases: readonly {
  readonly attribute: string
  readonly tell: (now: JsonObject, before: JsonObject) => string
}[] = [
  { attribute: 'state', tell: ({ state }) => (state === 'active' ? 'was reactivated' : 'was deactivated') },
  {
    attribute: 'name',
    tell: (_, before) => (before.name ? `was called ${textOf(before.name)} before` : 'has a name now'),
  },
  {
    attribute: 'department_name',
    tell: (now, before) => moved(textOf(before.department_name), textOf(now.department_name)),
  },
  {
    attribute: 'job_title',
    tell: ({ job_title }) => (job_title ? `became ${textOf(job_title)}` : 'has no title any more'),
  },
  { attribute: 'manager_id', tell: ({ manager_id }) => (manager_id ? 'has a new manager' : 'has no manager any more') },
]

function moved(from: string, to: string): string {
  if (!to) return `left the department ${from}`
  return from ? `moved from ${from} to ${to}` : `moved to ${to}`
}

function plainName(attribute: string): string {
  return attribute.replaceAll('_', ' ')
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
