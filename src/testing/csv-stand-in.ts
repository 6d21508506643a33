import { readFile, truncate, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '../platform/platform.ts'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import { type CsvFolder, makeCsvFolder } from './csv-folder.ts'

// A file without anybody is refused.
const owner = 'E1000,Owner,active,owner@example.com'

type Company = {
  readonly users: Map<string, { name: string; status: string }>
  readonly groups: Map<string, string>
  readonly members: Map<string, readonly [groupId: string, userId: string]>
}

/**
 * A system that exports all three files whole after every change, into a folder. It knows two faults: an upload that is still going on, and,
 * as `revoked_scope`, a file that is not there.
 */
export async function startCsvStandIn({ clock }: Pick<Platform, 'clock'>): Promise<ConnectorStandIn> {
  const folder = await makeCsvFolder()
  const company: Company = { users: new Map(), groups: new Map(), members: new Map() }
  let last = 0
  const changed = async (change: () => void) => {
    change()
    await exportCompany(folder, company)
  }
  const added = async (add: (id: string) => void) => {
    last += 1
    const id = `E${1000 + last}`
    await changed(() => add(id))
    return id
  }
  await exportCompany(folder, company)
  return {
    settings: { source: 'folder' },
    tools: { filesFolder: folder.path },
    addUser: (name) => added((id) => company.users.set(id, { name, status: 'active' })),
    renameUser: (id, name) =>
      changed(() => void company.users.set(id, { name, status: company.users.get(id)?.status ?? '' })),
    suspendUser: (id) =>
      changed(() => void company.users.set(id, { name: company.users.get(id)?.name ?? '', status: 'suspended' })),
    removeUser: (id) => changed(() => removeUser(company, id)),
    addGroup: (name) => added((id) => company.groups.set(id, name)),
    renameGroup: (id, name) => changed(() => void company.groups.set(id, name)),
    removeGroup: (id) => changed(() => removeGroup(company, id)),
    addMember: (groupId, userId) => changed(() => void company.members.set(`${groupId} ${userId}`, [groupId, userId])),
    removeMember: (groupId, userId) => changed(() => void company.members.delete(`${groupId} ${userId}`)),
    async setFault(fault) {
      if (fault === null) return exportCompany(folder, company)
      if (fault === 'revoked_scope') return folder.remove('users.csv')
      // Within the last row, as an upload leaves it that is still going on.
      const file = join(folder.path, 'users.csv')
      await truncate(file, (await readFile(file)).length - 20)
      await utimes(file, clock.now(), clock.now())
    },
    close: async () => folder[Symbol.asyncDispose](),
  }
}

function removeUser({ users, members }: Company, id: string): void {
  users.delete(id)
  for (const [key, [, userId]] of members) if (userId === id) members.delete(key)
}

function removeGroup({ groups, members }: Company, id: string): void {
  groups.delete(id)
  for (const [key, [groupId]] of members) if (groupId === id) members.delete(key)
}

async function exportCompany(folder: CsvFolder, { users, groups, members }: Company): Promise<void> {
  const people = [...users].map(([id, { name, status }]) => `${id},${name},${status},${name.toLowerCase()}@example.com`)
  await folder.write('users.csv', lines('id,name,status,email', [owner, ...people]))
  await folder.write(
    'groups.csv',
    lines(
      'id,name',
      [...groups].map((group) => group.join()),
    ),
  )
  await folder.write(
    'memberships.csv',
    lines(
      'group_id,member_id',
      [...members.values()].map((pair) => pair.join()),
    ),
  )
}

function lines(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\r\n')}\r\n`
}
