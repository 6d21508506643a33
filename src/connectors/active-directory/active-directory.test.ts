import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { testIncremental } from '../../testing/connector-incremental.ts'
import type { ConnectorStandIn } from '../../testing/connector-stand-in.ts'
import { testConnector } from '../../testing/connector-suite.ts'
import { connectorTools, movingTime } from '../../testing/connector-tools.ts'
import { patient, readAll } from '../../testing/connector-world.ts'
import { openSambaCompany, type SambaCompany } from '../../testing/samba-company.ts'
import { startSamba, type TestDomainController, withoutSamba } from '../../testing/samba-server.ts'
import { emptyState, foldPages, viewOf } from '../../testing/source-fold.ts'
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts'
import type { OpenConnector } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { createActiveDirectoryConnector } from './active-directory.ts'

const connector = createActiveDirectoryConnector({ records: 2, members: 3, firstRange: 2, range: 2 })
const password = 'Passw0rd!y'
const skip = withoutSamba()

let server: TestDomainController
let proxy: TcpProxy
let companies = 0
before(async () => {
  if (skip) return
  server = await startSamba()
  proxy = await startTcpProxy({ host: server.host, port: 636 })
  const company = await openCompany()
  await company.addAccount('ordinary', password)
  const trusted = await company.addAccount('trusted', password)
  await company.addMember(await company.idOf(`CN=Domain Admins,CN=Users,${server.domain}`), trusted)
  await company.close()
})
after(async () => {
  await proxy?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

const openCompany = () => openSambaCompany(server, `Company ${++companies}`)

/** What somebody fills in who reads one company. */
const settingsFor = ({ base }: SambaCompany) => ({
  hosts: server.host,
  port: proxy.port,
  ca_certificate: server.certificate,
  username: 'trusted@corp.test',
  password,
  user_bases: base,
  group_bases: base,
})

function open(company: SambaCompany, changes: Readonly<Record<string, unknown>> = {}): OpenConnector {
  const settings = connector.settings.parse({ ...settingsFor(company), ...changes })
  return connector.open(settings, connectorTools(movingTime()))
}

async function startStandIn(changes: 'dirsync' | 'usn'): Promise<ConnectorStandIn> {
  const company = await openCompany()
  const trusted = await company.idOf(`CN=trusted,CN=Users,${server.domain}`)
  return {
    ...company,
    settings: { ...settingsFor(company), changes },
    async setFault(fault) {
      proxy.cutAfter(fault === 'connection_reset' ? 6000 : null)
      await company.setPassword(trusted, fault === 'wrong_credentials' ? 'An0ther!one' : password)
    },
  }
}

const faults = ['connection_reset', 'wrong_credentials'] as const
testConnector({ connector, start: () => startStandIn('dirsync'), runs: 1, faults, skip })
describe('by update numbers', () => testIncremental({ connector, start: () => startStandIn('usn'), skip }))

/** What a whole listing tells. */
async function view(source: OpenConnector) {
  return viewOf(foldPages(emptyState(), (await readAll(source.full(null, patient()))).pages))
}

/** Reads everything, has something done, and gives what the full and the incremental listing tell together. */
async function follow(source: OpenConnector, change: () => Promise<void>) {
  const full = await readAll(source.full(null, patient()))
  await change()
  const changes = await readAll(source.incremental?.(full.cursor ?? '', null, patient()) ?? assert.fail())
  return viewOf(foldPages(foldPages(emptyState(), full.pages), changes.pages))
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => assert.fail('It was not refused'),
    (error) => (error instanceof SourceError ? { code: error.code, message: error.message } : assert.fail(error)),
  )

test('a group is read in ranges, and a comma in a name is part of the name', { skip }, async () => {
  const company = await openCompany()
  const zoe = await company.addUser('Zoë O,Hara')
  const ids = [zoe]
  for (let count = 0; count < 31; count++) ids.push(await company.addUser(`Person${count}`))
  const group = await company.addGroup('Everybody')
  await company.set(group, { member: await Promise.all(ids.map(company.nameOf)) })
  await company.set(zoe, { manager: await company.nameOf(ids[1] ?? '') })
  const ranged = createActiveDirectoryConnector({ records: 100, members: 12, firstRange: 5, range: 7 })
  const source = ranged.open(ranged.settings.parse(settingsFor(company)), connectorTools(movingTime()))
  const all = await view(source)
  assert.deepEqual(all.members[group], ids.toSorted())
  assert.equal(all.users[zoe]?.attributes.cn, 'Zoë O,Hara')
  assert.equal(all.users[zoe]?.manager, ids[1])
  assert.match(all.users[zoe]?.alias ?? '', /^cn=zoë o\\,hara,ou=company/)
  await company.close()
})

for (const changes of ['dirsync', 'usn']) {
  test(`by ${changes}: who has a group as the primary one is a member of it, which the group does not say`, {
    skip,
  }, async () => {
    const company = await openCompany()
    const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
    const [staff, outer] = [await company.addGroup('Staff'), await company.addGroup('Outer')]
    await company.addMember(staff, ada)
    await company.addMember(staff, ben)
    await company.addMember(outer, staff)
    const source = open(company, { changes })
    const told = await follow(source, async () => {
      await company.set(ada, { primaryGroupID: await company.numberOf(staff) })
    })
    assert.deepEqual(told, await view(source))
    assert.deepEqual(told.members[staff], [ada, ben].toSorted())
    const ids = (await Array.fromAsync(source.membersOf?.(outer, patient()) ?? [])).flat()
    assert.deepEqual(ids.toSorted(), [ada, ben].toSorted())
    await company.close()
  })

  test(`by ${changes}: who moves is the same, who leaves the base is gone, and a renamed unit has all read anew`, {
    skip,
  }, async () => {
    const company = await openCompany()
    const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
    await company.client.add(`OU=Sales,${company.base}`, { objectClass: 'organizationalUnit' })
    const source = open(company, { changes })
    const told = await follow(source, async () => {
      await company.client.modifyDN(await company.nameOf(ada), `CN=Ada,OU=Sales,${company.base}`)
      await company.client.modifyDN(await company.nameOf(ben), `CN=Ben${changes},CN=Users,${server.domain}`)
    })
    assert.deepEqual(told, await view(source))
    assert.match(told.users[ada]?.orgUnit ?? '', /\/Sales$/)
    assert.equal(told.users[ben], undefined)
    const renamed = follow(source, async () => {
      await company.client.modifyDN(`OU=Sales,${company.base}`, 'OU=Europe')
    })
    assert.equal((await refusal(renamed)).code, 'cursor_expired')
    await company.close()
  })
}

test('who moves from one base to another during a listing is in it', { skip }, async () => {
  const company = await openCompany()
  const [first, second] = [`OU=First,${company.base}`, `OU=Second,${company.base}`]
  for (const unit of [first, second]) await company.client.add(unit, { objectClass: 'organizationalUnit' })
  const ids: string[] = []
  for (const [name, unit] of [
    ['Ada', first],
    ['Ben', first],
    ['Cleo', first],
    ['Dora', second],
  ] as const) {
    const id = await company.addUser(name)
    await company.client.modifyDN(await company.nameOf(id), `CN=${name},${unit}`)
    ids.push(id)
  }
  const listing = open(company, { user_bases: `${first}\n${second}` }).full(null, patient())
  const step = await listing.next()
  await company.client.modifyDN(await company.nameOf(ids[3] ?? ''), `CN=Dora,${first}`)
  const { pages } = await readAll(listing)
  assert.ok(!step.done)
  const told = [step.value, ...pages].flatMap(({ users = [] }) => users.map(({ id }) => id))
  assert.deepEqual(told.toSorted(), ids.toSorted())
  await company.close()
})

test('a group of a scope that is not there is told, and has not merely nobody in it', { skip }, async () => {
  const company = await openCompany()
  const gone = open(company).membersOf?.('7bde1d9f-b7b2-4b92-bd96-44286eb6cb45', patient()) ?? assert.fail()
  assert.match((await refusal(Array.fromAsync(gone))).message, /There is no group/)
  await company.close()
})

test('an ordinary account reads changes, but no deletions, and the check says so', { skip }, async () => {
  const company = await openCompany()
  const [ada, ben] = [await company.addUser('Ada'), await company.addUser('Ben')]
  const source = open(company, { username: 'ordinary@corp.test' })
  const told = await follow(source, async () => {
    await company.set(ada, { title: 'Chief' })
    await company.removeUser(ben)
  })
  assert.equal(told.users[ada]?.attributes.title, 'Chief')
  assert.ok(told.users[ben], 'The deletion was seen')
  const { missing, findings } = await source.check(patient())
  assert.match(missing.join(), /Deleted Objects/)
  assert.deepEqual(
    findings.filter(({ level }) => level !== 'ok').map(({ code }) => code),
    ['deleted_hidden'],
  )
  await company.close()
})

test('a place that the domain controller does not know has everything read anew', { skip }, async () => {
  const company = await openCompany()
  await company.addUser('Ada')
  const [bySync, byNumber] = [open(company, { changes: 'dirsync' }), open(company, { changes: 'usn' })]
  const broken = [
    [bySync, JSON.stringify({ mode: 'dirsync', cookie: Buffer.from('nonsense').toString('base64') })],
    [bySync, 'nonsense'],
    [byNumber, JSON.stringify({ mode: 'usn', controller: '7bde1d9f-b7b2-4b92-bd96-44286eb6cb45', usn: 1 })],
  ] as const
  for (const [source, cursor] of broken) {
    const listing = source.incremental?.(cursor, null, patient()) ?? assert.fail()
    assert.equal((await refusal(readAll(listing))).code, 'cursor_expired', cursor)
  }
  await company.close()
})

test('the status comes from the account: disabled, expired, not yet started', { skip }, async () => {
  const company = await openCompany()
  const ids = [await company.addUser('Ada'), await company.addUser('Ben'), await company.addUser('Cleo')]
  const [ada = '', ben = '', cleo = ''] = ids
  await company.set(ada, { userAccountControl: '546' })
  await company.set(ben, { userAccountControl: '546', pwdLastSet: '-1' })
  await company.set(cleo, { accountExpires: '116444736000000000' })
  const { users } = await view(open(company))
  assert.deepEqual(
    ids.map((id) => [users[id]?.status, users[id]?.statusDetail]),
    [
      ['staged', 'disabled, no password yet'],
      ['suspended', 'disabled'],
      ['suspended', 'expired'],
    ],
  )
  assert.equal(users[cleo]?.attributes.accountExpires, '1970-01-01T00:00:00.000Z')
  await company.close()
})

test('what is wrong with the service account, the base or the security is said', { skip }, async () => {
  const company = await openCompany()
  const check = (changes: Readonly<Record<string, unknown>>) => refusal(open(company, changes).check(patient()))
  assert.match((await check({ password: 'wrong' })).message, /user name or the password/)
  const ordinary = await company.idOf(`CN=ordinary,CN=Users,${server.domain}`)
  await company.set(ordinary, { userAccountControl: '514' })
  const disabled = await check({ username: 'ordinary@corp.test' })
  assert.deepEqual([disabled.code, /disabled/.test(disabled.message)], ['credentials_refused', true])
  await company.set(ordinary, { userAccountControl: '512' })
  assert.deepEqual(await check({ port: 389, security: 'none' }), {
    code: 'settings_invalid',
    message: `${server.host} refuses unencrypted sign-ins. Choose LDAPS or StartTLS.`,
  })
  assert.match((await check({ ca_certificate: undefined })).message, /CA certificate/)
  const { findings } = await open(company, { user_bases: `OU=Typo,${server.domain}` }).check(patient())
  assert.deepEqual(
    findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    ['base_not_found'],
  )
  const other = open(company, { hosts: `127.0.0.1, ${server.host}`, port: 389, security: 'starttls' })
  assert.equal((await other.check(patient())).findings[0]?.level, 'ok')
  await company.close()
})

test('a domain controller that dies in the middle of a listing is read on from the same place', { skip }, async () => {
  const company = await openCompany()
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dora', 'Eli']) await company.addUser(name)
  const whole = await view(open(company))
  const listing = open(company).full(null, patient())
  const first = await listing.next()
  await server.stop()
  assert.ok(!first.done)
  assert.equal((await refusal(readAll(listing))).code, 'unreachable')
  await server.start()
  const rest = await readAll(open(company).full(first.value.resume, patient()))
  assert.equal(rest.pages.flatMap(({ users = [] }) => users).length, 3)
  assert.deepEqual(viewOf(foldPages(emptyState(), [first.value, ...rest.pages])), whole)
})
