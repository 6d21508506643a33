import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { hostProblem, outboundUrlProblem } from '../../platform/outbound/outbound-url.ts'

/** Where a repository is: reached over HTTP, over SSH, or in a folder of the server. */
export type RepositoryAddress =
  | { readonly kind: 'http'; readonly url: URL }
  | { readonly kind: 'ssh'; readonly user: string; readonly host: string; readonly port: number; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }

/** What the operator allows. */
export type AddressRules = {
  readonly allowPrivateNetworks: boolean
  /** Repositories of the server may be followed by their path below this folder; null: none. */
  readonly repositoriesFolder: string | null
}

const scpLike = /^([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+):(?!\/\/)([^\0\n]+)$/

/** What an organization may follow: of the folder of the operator, what is below the organization's own, which its id names. */
export function addressRulesOf(
  { allowPrivateNetworks, repositoriesFolder }: AddressRules,
  organizationId: string,
): AddressRules {
  return { allowPrivateNetworks, repositoriesFolder: repositoriesFolder && join(repositoriesFolder, organizationId) }
}

/** Reads an address as people write it for git. Null for what is none. */
export function parseRepositoryAddress(text: string): RepositoryAddress | null {
  if (isAbsolute(text)) return { kind: 'folder', path: text }
  const short = scpLike.exec(text)
  if (short) return ssh({ user: short[1], host: short[2], port: '', path: short[3] })
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol === 'https:' || url.protocol === 'http:') return { kind: 'http', url }
  if (url.protocol !== 'ssh:' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  const path = decodedPath(url.pathname)
  return ssh({ user: url.username || 'git', host: url.hostname, port: url.port, path })
}

/** Empty, and so none, for what cannot be decoded or would end a line. */
function decodedPath(path: string): string {
  try {
    const decoded = decodeURIComponent(path)
    return /\p{Cc}/u.test(decoded) ? '' : decoded
  } catch {
    return ''
  }
}

type SshParts = Record<'user' | 'host' | 'port' | 'path', string | undefined>

/** Nothing of it may begin with a hyphen: ssh would take it for an option. */
function ssh({ user = '', host = '', port, path = '' }: SshParts): RepositoryAddress | null {
  if ([user, host, path].some((part) => part === '' || part.startsWith('-'))) return null
  if (!/^[A-Za-z0-9._-]+$/.test(user) || !/^[A-Za-z0-9.:[\]-]+$/.test(host)) return null
  return { kind: 'ssh', user, host, port: port ? Number(port) : 22, path }
}

/** What is wrong with an address, to be put after its name; null when nothing is. */
export function repositoryAddressProblem(text: string, rules: AddressRules): string | null {
  if (text.length > 2048 || /\p{Cc}/u.test(text)) return 'must be at most 2048 characters without control characters'
  const address = parseRepositoryAddress(text)
  if (address === null) {
    return 'must be an address like https://git.example.com/acme/people.git or git@git.example.com:acme/people.git'
  }
  if (address.kind === 'http') return outboundUrlProblem(text, rules)
  if (address.kind === 'ssh') return hostProblem(address.host, rules)
  return folderProblem(address.path, rules.repositoriesFolder)
}

const folderWords =
  'is a folder of the server; the operator allows those below MUSTER_REPOSITORIES_FOLDER/<organization id>'

function folderProblem(path: string, repositoriesFolder: string | null): string | null {
  return repositoriesFolder !== null && isBelow(join(path), repositoriesFolder) ? null : folderWords
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

/** The true path of a folder that may be followed; null for one that leads outside of what is allowed, by links too. */
export async function realFolder(path: string, repositoriesFolder: string | null): Promise<string | null> {
  if (repositoriesFolder === null) return null
  const [real, allowed] = await Promise.all([realpath(path), realpath(repositoriesFolder)]).catch(() => [null, null])
  return real !== null && allowed !== null && isBelow(real, allowed) ? real : null
}
