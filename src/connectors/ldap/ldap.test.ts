import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ConnectorStandIn } from '../../testing/connector-stand-in.ts'
import { testConnector } from '../../testing/connector-suite.ts'
import { connectorTools, movingTime } from '../../testing/connector-tools.ts'
import { patient, readAll } from '../../testing/connector-world.ts'
import { openSlapdCompany, type SlapdCompany } from '../../testing/slapd-company.ts'
import { startSlapd, type TestSlapd, withoutSlapd } from '../../testing/slapd-server.ts'
import { emptyState, foldPages, viewOf } from '../../testing/source-fold.ts'
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts'
import { makeCertificate } from '../../testing/test-certificate.ts'
import type { ConnectorTools, OpenConnector } from '../connector.ts'
import { ldapConnector } from './ldap.ts'

const skip = withoutSlapd()
const password = 'a password of a service'

let server: TestSlapd
let proxy: TcpProxy
let companies = 0
before(async () => {
  if (skip) return
  server = await startSlapd(['dn.exact="cn=narrow,dc=corp,dc=test" size.soft=4 size.hard=4 size.pr=3 size.prtotal=4'])
  proxy = await startTcpProxy(server)
  const company = await openSlapdCompany(server, 'services')
  for (const name of ['service', 'narrow']) {
    const dn = `cn=${name},${server.suffix}`
    await company.client.add(dn, { objectClass: 'inetOrgPerson', sn: name, userPassword: password })
  }
  await company.client.add(`ou=Early,${company.base}`, { objectClass: 'organizationalUnit' })
  await company.close()
})
after(async () => {
  await proxy?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

const openCompany = () => openSlapdCompany(server, `company ${++companies}`)

const settingsFor = ({ base }: SlapdCompany) => ({
  host: server.host,
  port: proxy.port,
  ca_certificate: server.certificate,
  bind_dn: `cn=service,${server.suffix}`,
  password,
  user_bases: base,
  group_bases: base,
  page_size: 2,
})

function open(
  company: SlapdCompany,
  changes: Readonly<Record<string, unknown>> = {},
  tools: Partial<ConnectorTools> = {},
): OpenConnector {
  const settings = ldapConnector.settings.parse({ ...settingsFor(company), ...changes })
  return ldapConnector.open(settings, connectorTools(movingTime(), tools))
}

async function startStandIn(): Promise<ConnectorStandIn> {
  const company = await openCompany()
  return {
    ...company,
    settings: settingsFor(company),
    async setFault(fault) {
      proxy.cutAfter(fault === 'connection_reset' ? 3000 : null)
      const userPassword = fault === 'wrong_credentials' ? 'another' : password
      await company.set(`cn=service,${server.suffix}`, { userPassword })
    },
  }
}

testConnector({
  connector: ldapConnector,
  start: startStandIn,
  runs: 2,
  skip,
  faults: ['connection_reset', 'wrong_credentials'],
})

/** What a whole listing tells. */
async function view(source: OpenConnector) {
  return viewOf(foldPages(emptyState(), (await readAll(source.full(null, patient()))).pages))
}

test('members, managers and aliases meet under names that are written in different ways', { skip }, async () => {
  const company = await openCompany()
  const zoe = await company.addUser('Zoë O,Hara')
  const ada = await company.addUser('Ada')
  const group = await company.addGroup('Staff')
  await company.set(await company.nameOf(group), { member: `CN=Zo\\C3\\AB O\\2CHara, ${company.base}` })
  await company.set(await company.nameOf(ada), { manager: `cn=zoë o\\,hara,${company.base}` })
  const all = await view(open(company))
  assert.deepEqual(all.members[group], [zoe])
  assert.equal(all.users[ada]?.manager, all.users[zoe]?.alias)
  assert.match(all.users[zoe]?.orgUnit ?? '', /^\/company \d+$/)
  await company.close()
})

test('nested groups are walked, also in a circle', { skip }, async () => {
  const company = await openCompany()
  const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
  const [outer, inner] = [await company.addGroup('Outer'), await company.addGroup('Inner')]
  await company.addMember(outer, ada)
  await company.addMember(outer, inner)
  await company.addMember(inner, ben)
  await company.addMember(inner, outer)
  const source = open(company)
  const ids = (await Array.fromAsync(source.membersOf?.(outer, patient()) ?? [])).flat()
  assert.deepEqual(ids.toSorted(), [ada, ben].toSorted())
  assert.deepEqual((await view(source)).members[outer]?.length, 2)
  await company.close()
})

test('groups that hold logins meet their users, and managers are looked up', { skip }, async () => {
  const company = await openCompany()
  const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
  await company.set(await company.nameOf(ada), { manager: await company.nameOf(ben) })
  const dn = `cn=Posix,${company.base}`
  await company.client.add(dn, { objectClass: 'posixGroup', gidNumber: '7', memberUid: ['ada', 'Ben', 'nobody'] })
  const source = open(company, { member_attribute: 'memberUid' })
  const all = await view(source)
  assert.deepEqual(all.members[await company.idOf(dn)], [ada, ben].toSorted())
  assert.equal(all.users[ada]?.manager, all.users[ben]?.alias)
  const ids = (await Array.fromAsync(source.membersOf?.(await company.idOf(dn), patient()) ?? [])).flat()
  assert.deepEqual(ids.toSorted(), [ada, ben].toSorted())
  await company.close()
})

test('a lockout after wrong passwords is no suspension; that by an administrator, or by the filter, is', {
  skip,
}, async () => {
  const company = await openCompany()
  const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
  await company.set(await company.nameOf(ada), { pwdAccountLockedTime: '20260101120000Z' })
  await company.set(await company.nameOf(ben), { employeeType: 'former' })
  const { users } = await view(open(company, { disabled_filter: '(employeeType=former)' }))
  assert.deepEqual([users[ada]?.status, users[ada]?.isLocked], ['active', true])
  assert.deepEqual([users[ben]?.status, users[ben]?.statusDetail], ['suspended', 'disabled by the filter'])
  await company.close()
})

test('the attribute of the id may be written in any case, and who is disabled is still disabled', {
  skip,
}, async () => {
  const company = await openCompany()
  const ada = await company.addUser('Ada')
  await company.set(await company.nameOf(ada), { employeeType: 'former' })
  const source = open(company, { id_attribute: 'entryuuid', disabled_filter: '(employeeType=former)' })
  assert.equal((await view(source)).users[ada]?.status, 'suspended')
  await company.close()
})

test('attributes that hold secrets are not read', () => {
  const parse = (changes: object) =>
    ldapConnector.settings.safeParse({ host: 'a', bind_dn: 'b', password: 'c', user_bases: 'd', ...changes })
  assert.ok(parse({ attributes: 'roomNumber\npasswordExpirationTime\nmail[]' }).success)
  for (const name of ['userPassword', 'sambaNTPassword[]', 'UNICODEPWD', 'krbPrincipalKey', 'pwdHistory', '*', '+']) {
    assert.equal(parse({ attributes: `roomNumber\n${name}` }).success, false, name)
  }
  assert.equal(parse({ login_attribute: 'userPassword' }).success, false)
})

test('who moves from one base to another during a listing is in it', { skip }, async () => {
  const company = await openCompany()
  const [first, second] = [`ou=First,${company.base}`, `ou=Second,${company.base}`]
  for (const unit of [first, second]) await company.client.add(unit, { objectClass: 'organizationalUnit' })
  const person = { objectClass: 'inetOrgPerson', sn: 'Tester' }
  await company.client.add(`cn=Ada,${first}`, { ...person, uid: 'ada' })
  await company.client.add(`cn=Ben,${second}`, { ...person, uid: 'ben' })
  const listing = open(company, { user_bases: `${first}\n${second}` }).full(null, patient())
  const step = await listing.next()
  await company.client.modifyDN(`cn=Ben,${second}`, `cn=Ben,${first}`)
  const { pages } = await readAll(listing)
  assert.ok(!step.done)
  const told = [step.value, ...pages].flatMap(({ users = [] }) => users.map(({ attributes }) => attributes.login))
  assert.deepEqual([...new Set(told)].toSorted(), ['ada', 'ben'])
  await company.close()
})

test('a renamed unit has all read anew, since those below it have other names', { skip }, async () => {
  const company = await openCompany()
  const services = `ou=services,${server.suffix}`
  const source = open(company, { user_bases: services })
  const { cursor } = await readAll(source.full(null, patient()))
  const names = ['Early', 'Late']
  // A unit that is renamed in the second of its creation looks like a new one.
  const isTold = async () => {
    await company.client.modifyDN(`ou=${names[0]},${services}`, `ou=${names[1]}`)
    names.reverse()
    const changes = source.incremental?.(cursor ?? '', null, patient()) ?? assert.fail()
    return await readAll(changes).then(
      () => false,
      ({ code }) => code === 'cursor_expired',
    )
  }
  let attempts = 0
  while (!(await isTold())) assert.ok(attempts++ < 500, 'The unit is not told')
  await company.close()
})

test('a group of a scope that is not there is told, and has not merely nobody in it', { skip }, async () => {
  const company = await openCompany()
  const gone = open(company).membersOf?.('7bde1d9f-b7b2-4b92-bd96-44286eb6cb45', patient()) ?? assert.fail()
  await assert.rejects(Array.fromAsync(gone), { code: 'settings_invalid', message: /There is no group/ })
  await company.close()
})

test('pages are as small as the server wants them, and a list that it breaks off is not taken for whole', {
  skip,
}, async () => {
  const company = await openCompany()
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dora']) await company.addUser(name)
  const narrow = { bind_dn: `cn=narrow,${server.suffix}`, page_size: 500 }
  assert.equal(Object.keys((await view(open(company, narrow))).users).length, 4)
  await company.addUser('Eli')
  await assert.rejects(view(open(company, narrow)), { code: 'listing_incomplete', message: /size limit/ })
  await company.close()
})

test('what is wrong is said: the certificate, the password, a base, an unencrypted sign-in', { skip }, async () => {
  const company = await openCompany()
  await company.addUser('Ada')
  using other = makeCertificate('127.0.0.1')
  const refused = (changes: Readonly<Record<string, unknown>>, tools?: Partial<ConnectorTools>) =>
    open(company, changes, tools)
      .check(patient())
      .then(
        () => assert.fail('Nothing was wrong'),
        (error) => ({ code: error.code, message: error.message }),
      )
  const untrusted = await refused({ ca_certificate: other.certificate })
  assert.deepEqual([untrusted.code, /CA certificate/.test(untrusted.message)], ['settings_invalid', true])
  assert.equal((await refused({ ca_certificate: undefined })).code, 'settings_invalid')
  assert.equal((await refused({ password: 'wrong' })).code, 'credentials_refused')
  const plain = { port: server.plainPort, security: 'none' }
  assert.equal((await refused(plain)).code, 'settings_invalid')
  assert.equal((await refused(plain, { allowPrivateNetworks: false })).code, 'settings_invalid')
  assert.match((await refused({}, { allowPrivateNetworks: false })).message, /private network|loopback/)
  assert.equal((await refused({ port: 1 })).code, 'unreachable')
  const { findings } = await open(company, { user_bases: `ou=typo,${server.suffix}` }).check(patient())
  assert.deepEqual(
    findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    ['base_not_found'],
  )
  await company.close()
})

test('StartTLS reads the same', { skip }, async () => {
  const company = await openCompany()
  await company.addUser('Ada')
  const source = open(company, { port: server.plainPort, security: 'starttls' })
  assert.deepEqual(await view(source), await view(open(company)))
  await company.close()
})

test('a server that dies in the middle of a listing, and is back at once, is not read further without a sign-in', {
  skip,
}, async () => {
  const company = await openCompany()
  for (const name of ['Ada', 'Ben', 'Cleo']) await company.addUser(name)
  const whole = await view(open(company))
  const listing = open(company).full(null, patient())
  const first = await listing.next()
  await server.stop()
  await server.start()
  await assert.rejects(readAll(listing), { code: 'unreachable' })
  assert.ok(!first.done)
  const rest = await readAll(open(company).full(first.value.resume, patient()))
  assert.deepEqual(viewOf(foldPages(emptyState(), [first.value, ...rest.pages])), whole)
})

test('by modifyTimestamp the same changes are told', { skip }, async () => {
  const company = await openCompany()
  const ada = await company.addUser('Ada')
  const source = open(company, { changes: 'modifyTimestamp' })
  const full = await readAll(source.full(null, patient()))
  await company.set(await company.nameOf(ada), { title: 'Chief' })
  const changes = await readAll(source.incremental?.(full.cursor ?? '', null, patient()) ?? assert.fail())
  const state = foldPages(foldPages(emptyState(), full.pages), changes.pages)
  assert.deepEqual(viewOf(state), await view(source))
  assert.equal(viewOf(state).users[ada]?.attributes.title, 'Chief')
  await company.close()
})
