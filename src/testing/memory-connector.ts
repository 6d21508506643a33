import { z } from 'zod'
import type { CheckReport, Connector, Listing, OpenConnector, SourcePage } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { SourceGroup, SourceRemoval, SourceUser, UnreadableRecord } from '../model/source-record.ts'
import { caseKey } from '../model/user.ts'

/** What can be asked of a source in memory, besides changing its company. */
export type MemorySource = {
  readonly connector: Connector
  readonly users: Map<string, SourceUser>
  readonly groups: Map<string, SourceGroup>
  readonly members: Map<string, Set<string>>
  /** Puts a user there, or changes it; `given` overrides what is made of the id. */
  putUser(id: string, given?: Partial<SourceUser>): void
  putUsers(count: number, prefix?: string): void
  removeUser(id: string): void
  putGroup(id: string, memberIds?: readonly string[]): void
  removeGroup(id: string): void
  /** Every page that was listed, by where it began. */
  readonly listed: string[]
  readonly faults: MemoryFaults
}

/** What goes wrong at a source in memory, until it is taken back. */
export type MemoryFaults = {
  /** Called before each page with its number, 0 first: what it throws is what the source answers, and it may take its time. */
  beforePage: ((page: number, signal: AbortSignal) => Promise<void> | void) | null
  /** Lists only those. */
  onlyUsers: ((id: string) => boolean) | null
  onlyGroups: ((id: string) => boolean) | null
  withoutMembers: boolean
  /** Records that its first page of users could not read. */
  unreadable: readonly UnreadableRecord[]
  /** What every look at the source throws. */
  closed: SourceError | null
  /** Permissions that a look at the credential finds missing. */
  missing: readonly string[]
  cursorExpired: boolean
}

type MemoryOptions = {
  readonly pageSize?: number
  readonly incremental?: boolean
  readonly type?: Connector['type']
}

type Step = { readonly stage: 'users' | 'groups' | 'members' | 'changes'; readonly after: string }

/** A source whose company is in memory, for tests of the engine. It lists in the order of ids, and remembers its changes. */
export function createMemorySource({
  pageSize = 10,
  incremental = true,
  type = 'okta',
}: MemoryOptions = {}): MemorySource {
  const company = createCompany()
  const listed: string[] = []
  const faults: MemoryFaults = {
    beforePage: null,
    onlyUsers: null,
    onlyGroups: null,
    withoutMembers: false,
    unreadable: [],
    closed: null,
    missing: [],
    cursorExpired: false,
  }
  const source = { ...company, faults, listed, pageSize }
  const connector: Connector = {
    type,
    title: 'Memory',
    settings: z.object({
      company: z.string(),
      host: z.string().trim().default('memory.test').meta({ address: true }),
      key: z.string().meta({ secret: true }),
      spare_key: z.string().optional().meta({ secret: true }),
    }),
    abilities: {
      incremental,
      reportsDeletions: true,
      nestedGroups: true,
      memberships: 'with_group',
      orgUnits: true,
      managers: true,
    },
    mapping: [
      { target: 'username', expression: 'user.login' },
      { target: 'email', expression: 'user.email' },
      { target: 'first_name', expression: 'user.firstName' },
      { target: 'last_name', expression: 'user.lastName' },
      { target: 'job_title', expression: 'user.title' },
      { target: 'custom_attributes.department_name', expression: 'user.department' },
    ],
    defaultIntervalMinutes: 15,
    wakeUps: null,
    open: () => openMemory(source, incremental),
  }
  return { ...company, connector, faults, listed }
}

function createCompany() {
  const users = new Map<string, SourceUser>()
  const groups = new Map<string, SourceGroup>()
  const members = new Map<string, Set<string>>()
  const changes: SourceRemoval[] = []
  const isGone = (record: SourceRemoval) => !(record.kind === 'user' ? users : groups).has(record.id)

  function putUser(id: string, given: Partial<SourceUser> = {}): void {
    users.set(id, { ...aSourceUser(id), ...given })
    changes.push({ kind: 'user', id })
  }

  return {
    users,
    groups,
    members,
    changes,
    isGone,
    putUser,
    putUsers(count: number, prefix = 'u') {
      for (let index = 1; index <= count; index += 1) putUser(`${prefix}${String(index).padStart(5, '0')}`)
    },
    removeUser(id: string) {
      users.delete(id)
      for (const set of members.values()) set.delete(id)
      changes.push({ kind: 'user', id })
    },
    putGroup(id: string, memberIds: readonly string[] = []) {
      groups.set(id, { id, name: `Group ${id}`, attributes: { name: `Group ${id}` } })
      members.set(id, new Set(memberIds))
      changes.push({ kind: 'group', id })
    },
    removeGroup(id: string) {
      groups.delete(id)
      members.delete(id)
      changes.push({ kind: 'group', id })
    },
  }
}

/** A user of the source as `putUser` makes it of an id. */
export function aSourceUser(id: string): SourceUser {
  const attributes = {
    login: `${id}@example.com`,
    email: `${id}@example.com`,
    firstName: `First ${id}`,
    lastName: `Last ${id}`,
    title: 'Engineer',
    department: 'Research',
  }
  return {
    id,
    status: 'active',
    statusDetail: 'ACTIVE',
    attributes,
    alias: caseKey(`${id}@example.com`),
    manager: null,
  }
}

type Source = ReturnType<typeof createCompany> & {
  readonly faults: MemoryFaults
  readonly listed: string[]
  readonly pageSize: number
}

function openMemory(source: Source, incremental: boolean): OpenConnector {
  const { faults } = source
  const look = () => {
    if (faults.closed) throw faults.closed
  }
  return {
    check: async () => {
      look()
      return report(source)
    },
    full: (from, signal) => listAll(source, { from, signal }),
    ...(incremental && {
      incremental: (cursor: string, from: string | null, signal: AbortSignal) => {
        if (faults.cursorExpired) throw new SourceError('cursor_expired', 'The cursor is too old.')
        return listChanges(source, { cursor, from, signal })
      },
    }),
    async *membersOf(groupId) {
      look()
      yield [...(source.members.get(groupId) ?? [])]
    },
    findUsers: async (text, limit) => {
      look()
      return [...source.users.values()].filter((user) => hasText(user, text)).slice(0, limit)
    },
    findGroups: async (text, limit) => {
      look()
      return [...source.groups.values()].filter(({ name }) => caseKey(name).includes(caseKey(text))).slice(0, limit)
    },
    close: async () => {},
  }
}

function report({ users, groups, faults }: Source): CheckReport {
  const seen = <T>(records: Map<string, T>) => ({
    count: records.size,
    isAtLeast: false,
    sample: records.values().next().value ?? null,
  })
  return { findings: [], users: seen(users), groups: seen(groups), missing: faults.missing }
}

/** Whether a text is part of a user's id or of one of the attributes. */
function hasText({ id, attributes }: SourceUser, text: string): boolean {
  return [id, ...Object.values(attributes)].some((value) => typeof value === 'string' && value.includes(text))
}

type Place = { readonly from: string | null; readonly signal: AbortSignal }

async function* listAll(source: Source, { from, signal }: Place): Listing {
  const cursor = String(source.changes.length)
  let step: Step | null = from === null ? { stage: 'users', after: '' } : JSON.parse(from)
  for (let number = 0; step; number += 1) {
    await beforePage(source, { number, step, signal })
    const { page, next } = pageOf(source, step)
    step = next
    yield { ...page, resume: JSON.stringify(next), expected: source.users.size + source.groups.size }
  }
  return { cursor }
}

async function beforePage(
  { faults, listed }: Source,
  { number, step, signal }: { readonly number: number; readonly step: Step; readonly signal: AbortSignal },
): Promise<void> {
  if (faults.closed) throw faults.closed
  await faults.beforePage?.(number, signal)
  signal.throwIfAborted()
  listed.push(`${step.stage}:${step.after}`)
}

const following = { users: 'groups', groups: 'members', members: null, changes: null } as const

function pageOf(source: Source, { stage, after }: Step): { page: Omit<SourcePage, 'resume'>; next: Step | null } {
  const { users, groups, faults, pageSize } = source
  const isListed = stage === 'users' ? faults.onlyUsers : faults.onlyGroups
  const all = [...(stage === 'users' ? users : groups).keys()].sort().filter((id) => isListed?.(id) ?? true)
  const ids = all.filter((id) => id > after).slice(0, pageSize)
  const last = ids.at(-1)
  const hasMore = last !== undefined && last !== all.at(-1)
  const nextStage = following[stage]
  const next = hasMore ? { stage, after: last } : nextStage && { stage: nextStage, after: '' }
  if (stage === 'users') {
    const unreadable = after === '' ? faults.unreadable : []
    return { page: { users: ids.flatMap((id) => users.get(id) ?? []), unreadable }, next }
  }
  if (stage === 'groups') return { page: { groups: ids.flatMap((id) => groups.get(id) ?? []) }, next }
  return { page: { members: faults.withoutMembers ? [] : ids.map((id) => membersOf(source, id)) }, next }
}

function membersOf({ members }: Source, groupId: string) {
  return { groupId, memberIds: [...(members.get(groupId) ?? [])] }
}

/** The cursor is how many changes were told; a record that changed comes as it is now. */
async function* listChanges(source: Source, { cursor, from, signal }: Place & { readonly cursor: string }): Listing {
  let start = Number(from ?? cursor)
  for (let number = 0; start < source.changes.length; number += 1) {
    await beforePage(source, { number, step: { stage: 'changes', after: String(start) }, signal })
    const changed = source.changes.slice(start, start + source.pageSize)
    start += changed.length
    const still = (kind: SourceRemoval['kind']) =>
      new Set(changed.flatMap((one) => (one.kind === kind && !source.isGone(one) ? [one.id] : [])))
    const groups = still('group')
    yield {
      users: [...still('user')].flatMap((id) => source.users.get(id) ?? []),
      groups: [...groups].flatMap((id) => source.groups.get(id) ?? []),
      wholeGroups: [...groups].map((id) => membersOf(source, id)),
      removed: changed.filter(source.isGone),
      resume: String(start),
    }
  }
  return { cursor: String(start) }
}
