import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Resolve } from '../../platform/outbound/guarded-lookup.ts'
import type { SourceFile } from '../load/load-documents.ts'
import { openGitAccess, type RepositorySecrets } from './git-access.ts'
import { GitFailure } from './git-failure.ts'
import type { AddressRules } from './repository-address.ts'
import { runGit } from './run-git.ts'

/** A repository that is followed, as far as git has to know it. */
export type RepositorySource = {
  readonly url: string
  readonly branch: string
  /** The folder within it whose files are read, without slashes at its ends; empty: all of it. */
  readonly folder: string
  readonly secrets: RepositorySecrets
}

/** A commit with its files: who wrote it, when, and how they called it. */
export type RepositoryCommit = {
  readonly commit: string
  readonly author: string
  readonly subject: string
  readonly committedAt: Date
  /** Every YAML and JSON file of the folder, by its path from there. */
  readonly files: readonly SourceFile[]
}

/** Bounds of what is read of one repository. */
export type RepositoryLimits = {
  readonly milliseconds: number
  readonly packBytes: number
  readonly files: number
  readonly fileBytes: number
  readonly totalBytes: number
}

export const repositoryLimits: RepositoryLimits = {
  milliseconds: 60_000,
  packBytes: 256 * 1024 * 1024,
  files: 5_000,
  fileBytes: 256 * 1024,
  totalBytes: 16 * 1024 * 1024,
}

export type ReadOptions = {
  readonly rules: AddressRules
  readonly limits?: RepositoryLimits
  readonly resolve?: Resolve
  readonly signal?: AbortSignal
}

/**
 * Looks at the branch of a repository. Null when it is still at the commit that is known; else the commit with its files. Nothing is
 * checked out: no filter, no link and no hook of the repository has any effect here.
 */
export async function readRepository(
  source: RepositorySource,
  known: string | null,
  options: ReadOptions,
): Promise<RepositoryCommit | null> {
  const { rules, limits = repositoryLimits, resolve } = options
  const folder = await mkdtemp(join(tmpdir(), 'muster-repository-'))
  const signal = AbortSignal.any([
    AbortSignal.timeout(limits.milliseconds),
    ...(options.signal ? [options.signal] : []),
  ])
  try {
    const { remote, environment } = await openGitAccess(source.url, source.secrets, {
      rules,
      folder,
      ...(resolve && { resolve }),
    })
    const call = { folder, environment, signal, mostFileBytes: limits.packBytes }
    const git = async (...args: string[]) => (await runGit({ ...call, args })).toString()
    const reference = `refs/heads/${source.branch}`
    const head = await headOf(git, remote, reference)
    if (head === known) return null
    await git('init', '--quiet', '--bare', '--template=', '.')
    const fetched = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--end-of-options', remote]
    await git('fetch', ...fetched, `+${reference}:refs/heads/followed`)
    const commit = (await git('rev-parse', '--verify', 'refs/heads/followed^{commit}')).trim()
    const files = await readFiles({ call, git, limits, within: source.folder })
    return { commit, ...(await describe(git)), files }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Git = (...args: string[]) => Promise<string>

async function headOf(git: Git, remote: string, reference: string): Promise<string> {
  const listed = await git('ls-remote', '--quiet', '--end-of-options', remote, reference)
  const line = listed.split('\n').find((one) => one.endsWith(`\t${reference}`))
  const [commit] = line?.split('\t') ?? []
  if (commit && /^[0-9a-f]{40,64}$/.test(commit)) return commit
  const branch = reference.slice('refs/heads/'.length)
  throw new GitFailure('no_such_branch', `The repository has no branch "${branch}". Push it, or follow another one.`)
}

async function describe(git: Git): Promise<Pick<RepositoryCommit, 'author' | 'subject' | 'committedAt'>> {
  const text = await git(
    'show',
    '--no-patch',
    '--no-show-signature',
    '--format=%an <%ae>%x00%cI%x00%s',
    'refs/heads/followed',
  )
  const [author = '', date = '', subject = ''] = text.trimEnd().split('\0')
  return { author: oneLine(author), subject: oneLine(subject), committedAt: new Date(date) }
}

function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
}

type Reading = {
  readonly call: Omit<Parameters<typeof runGit>[0], 'args'>
  readonly git: Git
  readonly limits: RepositoryLimits
  readonly within: string
}

type Entry = { readonly id: string; readonly size: number; readonly path: string; readonly isLink: boolean }

async function readFiles({ call, git, limits, within }: Reading): Promise<SourceFile[]> {
  const tree = within === '' ? 'refs/heads/followed' : `refs/heads/followed:${within}`
  const listed = await git('ls-tree', '-r', '-l', '-z', '--end-of-options', tree).catch((error: unknown) => {
    if (!(error instanceof GitFailure) || within === '') throw error
    throw new GitFailure('unusable', `The branch has no folder "${within}". Push it, or follow another one.`)
  })
  const entries = listed
    .split('\0')
    .flatMap(toEntry)
    .filter(({ path }) => isDocument(path))
  refuseIncomplete(entries)
  refuseTooMuch(entries, limits)
  const input = entries.map(({ id }) => `${id}\n`).join('')
  const contents = await runGit({ ...call, args: ['cat-file', '--batch'], input })
  return cutContents(contents, entries)
}

/** `<mode> blob <id> <size>\t<path>`; submodules are none. */
function toEntry(line: string): Entry[] {
  const [, mode, id, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line) ?? []
  if (!id || !path) return []
  return [{ id, size: Number(size), path, isLink: mode === '120000' }]
}

/** YAML and JSON, the same ones that `muster plan` reads; what lies in a folder that begins with a dot is for other tools. */
function isDocument(path: string): boolean {
  const isOthers = (part: string) => part.startsWith('.') || part === 'node_modules'
  return /\.(ya?ml|json)$/i.test(path) && !path.split('/').some(isOthers)
}

/** What a file that is not read declares would be planned to go: it is said instead. */
function refuseIncomplete(entries: readonly Entry[]): void {
  const link = entries.find(({ isLink }) => isLink)
  if (link) throw new GitFailure('unusable', `${link.path} is a link, and links are not followed. Put the file there.`)
  if (entries.length > 0) return
  const text =
    'There are no files of YAML or JSON: everything would go. Follow the folder that holds the files of the organization.'
  throw new GitFailure('unusable', text)
}

function refuseTooMuch(entries: readonly Entry[], { files, fileBytes, totalBytes }: RepositoryLimits): void {
  const refuse = (text: string) => {
    throw new GitFailure('too_large', `${text} Follow a folder that holds nothing but the files of the organization.`)
  }
  if (entries.length > files)
    refuse(`The folder has ${entries.length} files of YAML or JSON; at most ${files} are read.`)
  const large = entries.find(({ size }) => size > fileBytes)
  if (large) refuse(`${large.path} has ${large.size} bytes; at most ${fileBytes} are read of a file.`)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > totalBytes) refuse(`The files have ${total} bytes together; at most ${totalBytes} are read.`)
}

/** What `cat-file --batch` prints, `<id> blob <size>\n<content>\n` for each, as files. */
function cutContents(contents: Buffer, entries: readonly Entry[]): SourceFile[] {
  let at = 0
  return entries.map(({ path, size }) => {
    const start = contents.indexOf('\n', at) + 1
    at = start + size + 1
    return { path, text: contents.subarray(start, start + size).toString() }
  })
}
