import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openGitAccess } from './git-access.ts'
import { repositoryAddressProblem } from './repository-address.ts'

const rules = { allowPrivateNetworks: false, repositoriesFolder: '/srv/repositories' }

test('addresses over HTTPS and SSH can be followed, and folders below the one that is allowed', () => {
  for (const address of [
    'https://git.harbour.example/acme/people.git',
    'git@git.harbour.example:acme/people.git',
    'ssh://git@git.harbour.example:2222/acme/people.git',
    '/srv/repositories/people.git',
  ])
    assert.equal(repositoryAddressProblem(address, rules), null, address)
})

test('what git would take for an option, another transport or this machine cannot', () => {
  for (const [address, problem] of [
    ['--upload-pack=touch x', /must be an address/],
    ['ext::sh -c touch% x', /must be an address/],
    ['file:///srv/repositories/people.git', /must be an address/],
    ['git://git.harbour.example/people.git', /must be an address/],
    ['-oProxyCommand=x@git.harbour.example:people.git', /must be an address/],
    ['git@-oProxyCommand=x:people.git', /must be an address/],
    ['git@git.harbour.example:-x', /must be an address/],
    ['ssh://-oProxyCommand=x/people.git', /must be an address/],
    ['ssh://git@git.harbour.example/%zz', /must be an address/],
    ['ssh://git@git.harbour.example/a%00b', /must be an address/],
    ['ssh://git:word@git.harbour.example/people.git', /must be an address/],
    ['https://user:word@git.harbour.example/people.git', /must not carry a user name or password/],
    ['http://git.harbour.example/people.git', /must begin with https/],
    ['https://169.254.169.254/people.git', /metadata/],
    ['https://10.0.0.1/people.git', /private network/],
    ['git@localhost:people.git', /this machine/],
    ['git@127.0.0.1:people.git', /private network|loopback/],
    ['/etc', /MUSTER_REPOSITORIES_FOLDER/],
    ['/srv/repositories', /MUSTER_REPOSITORIES_FOLDER/],
    ['/srv/repositories/../secrets', /MUSTER_REPOSITORIES_FOLDER/],
    ['https://git.harbour.example/\npeople.git', /control characters/],
  ] as const)
    assert.match(repositoryAddressProblem(address, rules) ?? 'fine', problem, address)
})

test('over SSH the address that was checked is called, with the key and the known hosts that were given, and nothing else of the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-git-access-'))
  const resolve = async () => [{ address: '203.0.113.7', family: 4 }]
  const open = (url: string, secrets: object) =>
    openGitAccess(url, secrets, {
      rules: { ...rules, allowPrivateNetworks: true },
      folder,
      resolve: async () => [{ address: '10.0.0.7', family: 4 }],
    })
  const { remote, environment } = await open('git@git.harbour.example:acme/people.git', {
    ssh_key: 'KEY',
    known_hosts: 'HOSTS',
  })
  assert.equal(remote, 'git@git.harbour.example:acme/people.git')
  const command = environment.GIT_SSH_COMMAND ?? ''
  for (const option of [
    '-F',
    '/dev/null',
    'HostName=10.0.0.7',
    'HostKeyAlias=git.harbour.example',
    'StrictHostKeyChecking=yes',
    'BatchMode=yes',
  ])
    assert.ok(command.includes(`'${option}'`), option)
  assert.doesNotMatch(command, /KEY|HOSTS/)
  assert.equal(await readFile(join(folder, 'ssh-key'), 'utf8'), 'KEY\n')
  const other = await open('ssh://git@git.harbour.example:2222/acme/people.git', {
    ssh_key: 'KEY',
    known_hosts: 'HOSTS',
  })
  assert.equal(other.remote, 'ssh://git@git.harbour.example:2222/acme/people.git')
  assert.match(other.environment.GIT_SSH_COMMAND ?? '', /'HostKeyAlias=\[git\.harbour\.example\]:2222'/)
  await assert.rejects(open('git@git.harbour.example:people.git', {}), /needs the secrets "ssh_key" and "known_hosts"/)
  const refused = openGitAccess(
    'git@git.harbour.example:people.git',
    { ssh_key: 'K', known_hosts: 'H' },
    { rules, folder, resolve },
  )
  await assert.rejects(refused, { code: 'address_refused' })
  await rm(folder, { recursive: true })
})
