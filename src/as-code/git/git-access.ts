import { writeFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { AddressRefused, type Resolve, resolveGuarded } from '../../platform/outbound/guarded-lookup.ts'
import { GitFailure } from './git-failure.ts'
import { type AddressRules, parseRepositoryAddress, type RepositoryAddress, realFolder } from './repository-address.ts'

/** By what a repository lets the server in. */
export type RepositorySecrets = {
  /** Over HTTPS: a token that may read it, and the user name that goes with it. */
  readonly token?: string | undefined
  readonly username?: string | undefined
  /** Over SSH: a private key without a passphrase, and the keys of the host as `known_hosts` has them. */
  readonly ssh_key?: string | undefined
  readonly known_hosts?: string | undefined
}

/** How git reaches a repository: what it is told, and what stands in its environment. */
export type GitAccess = { readonly remote: string; readonly environment: Readonly<Record<string, string>> }

type Ground = {
  readonly rules: AddressRules
  /** A folder of its own, for keys and settings. */
  readonly folder: string
  readonly resolve?: Resolve
}

/**
 * Lets git in: names are resolved here, and git connects to the address that was checked, never to another that the name has a moment
 * later. Secrets are in its environment and in files of the folder, never in arguments.
 */
export async function openGitAccess(url: string, secrets: RepositorySecrets, ground: Ground): Promise<GitAccess> {
  const address = parseRepositoryAddress(url)
  if (address === null) throw new GitFailure('unusable', 'The address of the repository is none that git knows.')
  if (address.kind === 'folder') return folderAccess(address.path, ground)
  const host = (address.kind === 'http' ? address.url.hostname : address.host).replace(/^\[|\]$/g, '')
  const reachable = await resolveHost(host, ground)
  return address.kind === 'http'
    ? httpAccess(address.url, secrets, reachable)
    : sshAccess(address, secrets, { ...ground, reachable })
}

async function resolveHost(host: string, { rules, resolve }: Ground): Promise<string> {
  try {
    const [first] = await resolveGuarded(host, rules, resolve)
    return first?.address ?? ''
  } catch (error) {
    if (error instanceof AddressRefused) throw new GitFailure('address_refused', error.message)
    throw new GitFailure('unreachable', `The name ${host} could not be resolved. It is tried again later.`)
  }
}

async function folderAccess(path: string, { rules, folder }: Ground): Promise<GitAccess> {
  const real = await realFolder(path, rules.repositoriesFolder)
  if (real === null) throw new GitFailure('address_refused', `${path} is no folder that the operator lets be followed.`)
  // The folder may be another user's; what git would otherwise run there (hooks) it does not run for one who only reads.
  const file = join(folder, 'gitconfig')
  await writeFile(file, '[safe]\n\tdirectory = *\n', { mode: 0o600 })
  return { remote: real, environment: { GIT_CONFIG_GLOBAL: file } }
}

function httpAccess(url: URL, { token, username = 'git' }: RepositorySecrets, reachable: string): GitAccess {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const pinned = `${url.hostname}:${port}:${isIPv6(reachable) ? `[${reachable}]` : reachable}`
  const header = token && `Authorization: Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`
  return {
    remote: url.href,
    environment: {
      ...asSettings([['http.curloptResolve', pinned], ...(header ? [['http.extraHeader', header] as const] : [])]),
      no_proxy: '*',
    },
  }
}

/** Settings of git that stand in its environment, where other users of the machine cannot see them. */
function asSettings(settings: readonly (readonly [key: string, value: string])[]): Record<string, string> {
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(entries) }
}

type Ssh = Extract<RepositoryAddress, { kind: 'ssh' }>

async function sshAccess(
  { user, host, port, path }: Ssh,
  secrets: RepositorySecrets,
  { folder, reachable }: Ground & { readonly reachable: string },
): Promise<GitAccess> {
  const { ssh_key: key, known_hosts: knownHosts } = secrets
  if (!key || !knownHosts) {
    throw new GitFailure(
      'unusable',
      'Over SSH a repository needs the secrets "ssh_key" and "known_hosts". Give both to it.',
    )
  }
  const keyFile = join(folder, 'ssh-key')
  const hostsFile = join(folder, 'known-hosts')
  await Promise.all([
    writeFile(keyFile, key.endsWith('\n') ? key : `${key}\n`, { mode: 0o600 }),
    writeFile(hostsFile, knownHosts.endsWith('\n') ? knownHosts : `${knownHosts}\n`, { mode: 0o600 }),
  ])
  const options = [
    `HostName=${reachable}`,
    `HostKeyAlias=${port === 22 ? host : `[${host}]:${port}`}`,
    `IdentityFile=${keyFile}`,
    `UserKnownHostsFile=${hostsFile}`,
    'GlobalKnownHostsFile=/dev/null',
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=yes',
    'BatchMode=yes',
    'ConnectTimeout=20',
    'ForwardAgent=no',
    'PermitLocalCommand=no',
  ]
  const command = ['ssh', '-F', '/dev/null', ...options.flatMap((option) => ['-o', option])].map(quoted).join(' ')
  // Without a slash at its beginning a path is below the home of the user.
  const remote = path.startsWith('/') ? `ssh://${user}@${host}:${port}${path}` : `${user}@${host}:${path}`
  return { remote, environment: { GIT_SSH_COMMAND: command, GIT_SSH_VARIANT: 'ssh' } }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
