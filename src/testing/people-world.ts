import type { SubmitCommand } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import type { Event } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import { applyPeople, type PeopleWork } from '../people/apply-people.ts'
import { nothingFollows, type OnPeopleChanged } from '../people/person-change.ts'
import type { AttributeChoices } from '../people/plan-attribute-cases.ts'
import type { Decision } from '../people/plan-cases.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { aUser, commands, makeDirectory, testPlatform } from './directories.ts'
import { putDocuments } from './overlay-documents.ts'

/** A user as tests of people write it: what is not given is not there. */
export type WorldUser = {
  /** The number of the directory: 0 is the oldest. */
  readonly directory: number
  readonly name: string
  readonly active?: boolean
  readonly mail?: string | null
  readonly givenName?: string
  readonly familyName?: string
  readonly title?: string
  /** Custom attributes, as sources write them. */
  readonly custom?: JsonObject
}

/** A person with its users by `<directory>/<name>`, without anything that time or chance decides. */
export type PersonPicture = {
  readonly users: readonly string[]
  readonly status: string
  readonly displayName: string
  readonly isService: boolean
  readonly attributes: JsonObject
  readonly sources: JsonObject
  /** The users of the manager. */
  readonly manager: readonly string[] | null
  readonly managerKey: string | null
}

/** Everything that is known of the people of an organization. */
export type PeoplePicture = {
  readonly people: readonly PersonPicture[]
  readonly open: readonly { readonly user: string; readonly reason: string; readonly candidates: readonly string[][] }[]
  /** Attributes of which somebody has to say whose word counts: whose, and what each user says. */
  readonly differing: readonly {
    readonly person: readonly string[]
    readonly attribute: string
    readonly claims: readonly string[]
  }[]
}

/** An organization with some directories whose users tests write, and whose people they look at. */
export type PeopleWorld = AsyncDisposable & {
  readonly database: Database
  readonly platform: Platform
  readonly organizationId: string
  readonly directoryIds: readonly string[]
  /** Moves the clock. */
  advance(days: number): void
  /** Writes users into their directories; gives their ids. People do not follow before `follow`. */
  write(...users: WorldUser[]): Promise<string[]>
  change(id: string, user: WorldUser): Promise<void>
  remove(id: string, directory: number): Promise<void>
  /** Lets people follow users, as the consumer of the log does; gives how many events that made. */
  follow(userIds: readonly string[], decisions?: ReadonlyMap<string, Decision>): Promise<number>
  /** Has the word of a user count about an attribute of a person, or of nobody; gives how many events that made. */
  choose(personId: string, attribute: string, userId: string | null): Promise<number>
  /** Declares that all directories are peers about these attributes, and that a person decides when they differ. */
  declarePeers(...attributes: string[]): Promise<void>
  /** Writes users and lets people follow, one transaction for all of them. */
  arrive(...users: WorldUser[]): Promise<string[]>
  picture(): Promise<PeoplePicture>
  /** The person of each user, by `<directory>/<name>`. */
  personIds(): Promise<Readonly<Record<string, string>>>
  /** The events of the organization's own stream. */
  events(): Promise<Event[]>
}

/** Makes an organization with so many directories. `onPeopleChanged`: what follows from a change of people. */
export async function createPeopleWorld(
  given: {
    readonly directories?: number
    readonly onPeopleChanged?: OnPeopleChanged
    readonly at?: Date
    /** One that is there already; a new one, if not given. */
    readonly database?: Database
  } = {},
): Promise<PeopleWorld> {
  const at = { now: given.at ?? new Date() }
  const created = given.database ? null : await createTestDatabase({ now: at.now })
  const database = given.database ?? (created as TestDatabase).database
  const platform = { ...testPlatform(), clock: { now: () => at.now } }
  const first = await makeDirectory(database)
  const { organizationId } = first
  const refs = [first]
  while (refs.length < (given.directories ?? 3)) {
    // The order of ids is that of age, which decides where nothing else does.
    await new Promise((resolve) => setTimeout(resolve, 2))
    refs.push(await makeDirectory(database, { organizationId }))
  }
  const directoryIds = refs.map(({ directoryId }) => directoryId)
  const writer = createDirectoryWriter({ database, platform })
  const ground = { platform, onPeopleChanged: given.onPeopleChanged ?? nothingFollows }
  const refOf = (directory: number) => refs[directory] ?? first
  const write = (users: readonly WorldUser[]) =>
    Promise.all(users.map((user) => createUser(writer.submit, refOf(user.directory), user)))
  const look = async (work: PeopleWork) =>
    (await database.transaction((transaction) => applyPeople(transaction, ground, work))).events
  const follow: PeopleWorld['follow'] = (userIds, decisions) =>
    look({ organizationId, userIds, ...(decisions && { decisions }), cause })
  return {
    database,
    platform,
    organizationId,
    directoryIds,
    advance(days) {
      at.now = new Date(at.now.getTime() + days * 86_400_000)
    },
    write: (...users) => write(users),
    async change(id, user) {
      await writer.submit(
        refOf(user.directory),
        commands.updateUser(id, () => contentOf(user)),
      )
    },
    async remove(id, directory) {
      await writer.submit(refOf(directory), commands.deleteUser(id))
    },
    follow,
    async choose(personId, attribute, userId) {
      const choices = await choicesFor(database, { personId, attribute, userId })
      return look({ organizationId, userIds: [], personIds: [personId], choices, cause })
    },
    declarePeers: (...attributes) => declarePeers({ database, platform, organizationId, directoryIds }, attributes),
    async arrive(...users) {
      const ids = await write(users)
      await follow(ids)
      return ids
    },
    picture: () => takePicture(database, organizationId, directoryIds),
    async personIds() {
      const rows = await readLinks(database, organizationId, directoryIds)
      return Object.fromEntries(rows.map(({ user, personId }) => [user, personId]))
    },
    events: () =>
      selectStreamEvents(
        database,
        { organizationId, streamId: organizationId },
        { afterSeq: 0, toSeq: 1e9, limit: 1e6 },
      ),
    async [Symbol.asyncDispose]() {
      await writer.stop()
      await created?.[Symbol.asyncDispose]()
    },
  }
}

const cause = { source: 'people', actorId: null, requestId: null } as const

/** What somebody says of the case of an attribute: whose word counts, or, where that was said, nobody's. */
async function choicesFor(
  database: Database,
  of: { readonly personId: string; readonly attribute: string; readonly userId: string | null },
): Promise<AttributeChoices> {
  const rows = await database.query<{ id: string }>({
    text: 'select id from attribute_cases where person_id = $1 and attribute = $2 and state = $3',
    values: [of.personId, of.attribute, of.userId === null ? 'decided' : 'open'],
  })
  return new Map(rows.map(({ id }) => [id, of.userId]))
}

async function declarePeers(
  { database, platform, organizationId, directoryIds }: DeclaredIn,
  attributes: readonly string[],
): Promise<void> {
  const directories = directoryIds.map((directory, index) => ({ kind: 'Directory', id: `d${index}`, directory }))
  const peers = { peers: directories.map(({ id }) => id), conflict: 'case' }
  const authority = { kind: 'Authority', attributes: Object.fromEntries(attributes.map((name) => [name, peers])) }
  await putDocuments(database, organizationId, { documents: [...directories, authority], platform })
}

type DeclaredIn = Pick<PeopleWorld, 'database' | 'platform' | 'organizationId' | 'directoryIds'>

async function createUser(
  submit: SubmitCommand,
  ref: { readonly organizationId: string; readonly directoryId: string },
  user: WorldUser,
): Promise<string> {
  const { user: created } = await submit(ref, commands.createUser(contentOf(user)))
  return created.id
}

function contentOf(user: WorldUser) {
  const { name, active = true, mail = null, givenName = null, familyName = null, title = null, custom = {} } = user
  const content = aUser(name, { active, externalId: name })
  const full = givenName && familyName ? `${givenName} ${familyName}` : name
  const attributes = {
    ...content.attributes,
    first_name: givenName,
    last_name: familyName,
    name: full,
    email: mail,
    emails: mail ? [{ value: mail, primary: true }] : [],
    job_title: title,
    custom_attributes: custom,
  }
  return { ...content, attributes, document: { userName: name, active, externalId: name, ...custom, title, mail } }
}

type LinkRow = { readonly user: string; readonly userId: string; readonly personId: string }

async function readLinks(
  database: Database,
  organizationId: string,
  directoryIds: readonly string[],
): Promise<LinkRow[]> {
  const rows = await database.query<{ id: string; directory_id: string; idp_id: string; person_id: string }>({
    text: `select u.id, u.directory_id, u.idp_id, l.person_id from person_links l
      join users u on u.organization_id = l.organization_id and u.id = l.user_id where l.organization_id = $1`,
    values: [organizationId],
  })
  return rows.map((row) => ({
    user: `${directoryIds.indexOf(row.directory_id)}/${row.idp_id}`,
    userId: row.id,
    personId: row.person_id,
  }))
}

async function takePicture(
  database: Database,
  organizationId: string,
  directoryIds: readonly string[],
): Promise<PeoplePicture> {
  const links = await readLinks(database, organizationId, directoryIds)
  const usersOf = new Map([...Map.groupBy(links, ({ personId }) => personId)].map(([id, rows]) => [id, namesOf(rows)]))
  const rows = await database.query<{ id: string; row: JsonObject & { sources: Record<string, SourceRow> } }>({
    text: 'select id, to_jsonb(p) as row from people p where organization_id = $1',
    values: [organizationId],
  })
  const userName = new Map(links.map(({ userId, user }) => [userId, user]))
  const people = rows.map(({ id, row }): PersonPicture => {
    const sources = Object.entries(row.sources).map(([name, source]) => [
      name,
      [source].flat().map(({ userId, rule }) => `${rule} ${userName.get(userId)}`),
    ])
    return {
      users: usersOf.get(id) ?? [],
      status: String(row.status),
      displayName: String(row.display_name),
      isService: row.is_service === true,
      attributes: row.attributes as JsonObject,
      sources: Object.fromEntries(sources),
      manager: typeof row.manager_id === 'string' ? (usersOf.get(row.manager_id) ?? []) : null,
      managerKey: row.manager_key === null ? null : String(row.manager_key).replace(/directory(_user)?_[^:]+/, '…'),
    }
  })
  const cases = await database.query<{ name: string; directory_id: string; reason: string; ids: string[] }>({
    text: `select u.idp_id as name, c.directory_id, c.reason,
        (select coalesce(array_agg(e->>'person_id'), '{}') from jsonb_array_elements(c.candidates) e) as ids
      from match_cases c join users u on u.organization_id = c.organization_id and u.id = c.user_id
      where c.organization_id = $1 and c.state = 'open'`,
    values: [organizationId],
  })
  const open = cases.map(({ name, directory_id, reason, ids }) => ({
    user: `${directoryIds.indexOf(directory_id)}/${name}`,
    reason,
    candidates: ids.map((id) => usersOf.get(id) ?? []).sort(byText),
  }))
  const attributes = await database.query<AttributeCaseRow>({
    text: `select person_id, attribute, claims from attribute_cases where organization_id = $1 and state = 'open'`,
    values: [organizationId],
  })
  const differing = attributes.map(({ person_id: personId, attribute, claims }) => ({
    person: usersOf.get(personId) ?? [],
    attribute,
    claims: claims.map(({ directory_user_id: id, value }) => `${userName.get(id)} ${String(value)}`),
  }))
  return { people: people.sort(byText), open: open.sort(byText), differing: differing.sort(byText) }
}

type AttributeCaseRow = {
  readonly person_id: string
  readonly attribute: string
  readonly claims: readonly { readonly directory_user_id: string; readonly value: unknown }[]
}

type SourceRow =
  | { readonly userId: string; readonly rule: string }
  | { readonly userId: string; readonly rule: string }[]

function namesOf(rows: readonly LinkRow[]): string[] {
  return rows.map(({ user }) => user).sort()
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}
