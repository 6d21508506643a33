import { Attribute, Change, Client } from 'ldapts'
import { escapeNameValue } from '../connectors/ldap-protocol/distinguished-name.ts'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import type { TestSlapd } from './slapd-server.ts'

/** A part of an LDAP server, as its administrator works on it. */
export type SlapdCompany = Omit<ConnectorStandIn, 'settings' | 'setFault'> & {
  readonly client: Client
  /** Where the part is: an organizational unit of its own. */
  readonly base: string
  nameOf(id: string): Promise<string>
  idOf(name: string): Promise<string>
  /** Gives attributes other values; an empty list takes them away. */
  set(name: string, values: Readonly<Record<string, string | readonly string[]>>): Promise<void>
}

/** Signs in as the administrator, and makes the suffix where it is not there yet. */
export async function openSlapd(server: TestSlapd): Promise<Client> {
  const url = `ldaps://${server.host}:${server.port}`
  const client = new Client({ url, tlsOptions: { ca: server.certificate }, timeout: 20_000, autoRebind: true })
  await client.bind(server.administrator.name, server.administrator.password)
  const isThere = await client.search(server.suffix, { scope: 'base' }).then(
    () => true,
    () => false,
  )
  if (!isThere) await client.add(server.suffix, { objectClass: ['organization', 'dcObject'], o: 'Corp', dc: 'corp' })
  return client
}

/** Makes an organizational unit at a server and works in it. */
export async function openSlapdCompany(server: TestSlapd, unit: string): Promise<SlapdCompany> {
  const client = await openSlapd(server)
  const base = `ou=${unit},${server.suffix}`
  await client.add(base, { objectClass: 'organizationalUnit', ou: unit })
  const placeholder = `cn=nobody,${server.suffix}`
  const work = workAt(client, base)
  const { nameOf, idOf, set } = work
  return {
    client,
    base,
    nameOf,
    idOf,
    set,
    async addUser(name) {
      const dn = `cn=${escapeNameValue(name)},${base}`
      await client.add(dn, { objectClass: 'inetOrgPerson', sn: 'Tester', ...loginOf(name) })
      return await idOf(dn)
    },
    async renameUser(id, name) {
      await client.modifyDN(await nameOf(id), `cn=${escapeNameValue(name)}`)
      await set(await nameOf(id), loginOf(name))
    },
    suspendUser: async (id) => set(await nameOf(id), { pwdAccountLockedTime: '000001010000Z' }),
    removeUser: async (id) => client.del(await nameOf(id)),
    async addGroup(name) {
      const dn = `cn=${escapeNameValue(name)},${base}`
      await client.add(dn, { objectClass: 'groupOfNames', member: [placeholder] })
      return await idOf(dn)
    },
    renameGroup: async (id, name) => client.modifyDN(await nameOf(id), `cn=${escapeNameValue(name)}`),
    removeGroup: async (id) => client.del(await nameOf(id)),
    addMember: (groupId, userId) => work.changeMember(groupId, 'add', userId),
    removeMember: (groupId, userId) => work.changeMember(groupId, 'delete', userId),
    close: () => client.unbind(),
  }
}

function loginOf(name: string) {
  const login = name.replace(/[^a-z0-9]/gi, '')
  return { uid: login, mail: `${login}@corp.example.com` }
}

function workAt(client: Client, base: string) {
  async function nameOf(id: string): Promise<string> {
    const { searchEntries } = await client.search(base, { filter: `(entryUUID=${id})`, attributes: ['1.1'] })
    const [entry] = searchEntries
    if (!entry) throw new Error(`There is no ${id}`)
    return entry.dn
  }
  return {
    nameOf,
    async idOf(name: string) {
      const { searchEntries } = await client.search(name, { scope: 'base', attributes: ['entryUUID'] })
      const id = searchEntries[0]?.entryUUID
      if (typeof id !== 'string') throw new Error(`There is no ${name}`)
      return id
    },
    async set(name: string, values: Readonly<Record<string, string | readonly string[]>>) {
      const changes = Object.entries(values).map(
        ([type, value]) =>
          new Change({ operation: 'replace', modification: new Attribute({ type, values: [value].flat() }) }),
      )
      await client.modify(name, changes)
    },
    async changeMember(groupId: string, operation: 'add' | 'delete', userId: string) {
      const modification = new Attribute({ type: 'member', values: [await nameOf(userId)] })
      await client.modify(await nameOf(groupId), new Change({ operation, modification }))
    },
  }
}
