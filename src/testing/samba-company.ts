import { Attribute, Change, Client, type Entry } from 'ldapts'
import { guidText, relativeId } from '../connectors/active-directory/object-guid.ts'
import { escapeNameValue } from '../connectors/ldap-protocol/distinguished-name.ts'
import type { ConnectorStandIn } from './connector-stand-in.ts'
import type { TestDomainController } from './samba-server.ts'

/** A part of a domain, as its administrator works on it. */
export type SambaCompany = Omit<ConnectorStandIn, 'settings' | 'setFault'> & {
  readonly client: Client
  /** Where the part is: an organizational unit of its own. */
  readonly base: string
  nameOf(id: string): Promise<string>
  idOf(name: string): Promise<string>
  /** The number of an account or group within its domain. */
  numberOf(id: string): Promise<string>
  /** Gives attributes other values; an empty list takes them away. */
  set(id: string, values: Readonly<Record<string, string | readonly string[]>>): Promise<void>
  setPassword(id: string, password: string): Promise<void>
  /** Adds an account that can sign in, outside the part. */
  addAccount(login: string, password: string): Promise<string>
}

const replace = (type: string, values: string[] | Buffer[]) =>
  new Change({ operation: 'replace', modification: attribute(type, values) })

/** ldapts takes bytes for values, but its type does not say so. */
function attribute(type: string, values: string[] | Buffer[]): Attribute {
  const made = new Attribute({ type })
  Object.assign(made, { values })
  return made
}

const quoted = (password: string) => Buffer.from(`"${password}"`, 'utf16le')

/** Makes an organizational unit at a domain controller and works in it. */
export async function openSambaCompany(server: TestDomainController, unit: string): Promise<SambaCompany> {
  const options = { tlsOptions: { ca: server.certificate }, timeout: 20_000, autoRebind: true }
  const client = new Client({ url: `ldaps://${server.host}`, ...options })
  await client.bind(server.administrator.name, server.administrator.password)
  const base = `OU=${unit},${server.domain}`
  await client.add(base, { objectClass: 'organizationalUnit' })
  const names = namesAt(client)
  const { nameOf, idOf } = names
  const work = workAt(client, names)
  // Logins are unique in the domain, and other parts have people of the same names.
  const loginOf = (name: string) => `${name.replace(/[^a-z0-9]/gi, '')}.${unit.replace(/[^a-z0-9]/gi, '')}`
  return {
    client,
    base,
    ...names,
    ...work,
    addUser: (name) => work.addUser(`CN=${escapeNameValue(name)},${base}`, loginOf(name)),
    async renameUser(id, name) {
      await work.rename(id, name)
      await work.set(id, loginAttributes(loginOf(name)))
    },
    suspendUser: (id) => work.set(id, { userAccountControl: '546', pwdLastSet: '-1' }),
    removeUser: async (id) => client.del(await nameOf(id)),
    async addGroup(name) {
      const dn = `CN=${escapeNameValue(name)},${base}`
      await client.add(dn, { objectClass: 'group', sAMAccountName: loginOf(name) })
      return await idOf(dn)
    },
    renameGroup: work.rename,
    removeGroup: async (id) => client.del(await nameOf(id)),
    async addAccount(login, password) {
      const id = await work.addUser(`CN=${login},CN=Users,${server.domain}`, login)
      await work.setPassword(id, password)
      await work.set(id, { userAccountControl: '512' })
      return id
    },
    close: () => client.unbind(),
  }
}

function loginAttributes(login: string) {
  return { sAMAccountName: login, userPrincipalName: `${login}@corp.test`, mail: `${login}@corp.example.com` }
}

/** Names and ids of what is there. */
function namesAt(client: Client) {
  async function entryOf(base: string): Promise<Entry> {
    const attributes = ['objectGUID', 'objectSid']
    const found = await client.search(base, { scope: 'base', attributes, explicitBufferAttributes: attributes })
    const [entry] = found.searchEntries
    if (!entry) throw new Error(`There is no ${base}`)
    return entry
  }
  return {
    nameOf: async (id: string) => (await entryOf(`<GUID=${id}>`)).dn,
    async numberOf(id: string) {
      const { objectSid } = await entryOf(`<GUID=${id}>`)
      if (!Buffer.isBuffer(objectSid)) throw new Error('There is no SID')
      return String(relativeId(objectSid))
    },
    async idOf(name: string) {
      const { objectGUID } = await entryOf(name)
      if (!Buffer.isBuffer(objectGUID)) throw new Error('There is no id')
      return guidText(objectGUID)
    },
  }
}

function workAt(client: Client, { nameOf, idOf }: ReturnType<typeof namesAt>) {
  async function changeMember(groupId: string, operation: 'add' | 'delete', userId: string) {
    const modification = attribute('member', [await nameOf(userId)])
    await client.modify(await nameOf(groupId), new Change({ operation, modification }))
  }
  return {
    async addUser(dn: string, login: string): Promise<string> {
      // 544 is an account without a password that may be used: 0x200 and 0x20.
      await client.add(dn, { objectClass: 'user', sn: 'Tester', userAccountControl: '544', ...loginAttributes(login) })
      return await idOf(dn)
    },
    async rename(id: string, name: string) {
      await client.modifyDN(await nameOf(id), `CN=${escapeNameValue(name)}`)
    },
    async set(id: string, values: Readonly<Record<string, string | readonly string[]>>) {
      const changes = Object.entries(values).map(([type, value]) => replace(type, [value].flat()))
      await client.modify(await nameOf(id), changes)
    },
    async setPassword(id: string, password: string) {
      await client.modify(await nameOf(id), replace('unicodePwd', [quoted(password)]))
    },
    addMember: (groupId: string, userId: string) => changeMember(groupId, 'add', userId),
    removeMember: (groupId: string, userId: string) => changeMember(groupId, 'delete', userId),
  }
}
