import { spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Why tests with git cannot run here, or false where they can. */
export const withoutGit: string | false = spawnSync('git', ['--version']).error
  ? 'This machine lacks git: install it to run this test'
  : false

/** A repository with a working folder, as somebody has it who writes the files of an organization. */
export type TestRepository = AsyncDisposable & {
  /** The folder above the repository, and the repository itself. */
  readonly parent: string
  readonly folder: string
  git(...args: string[]): string
  /** Writes files, commits them and gives the commit; null as a text deletes a file. */
  commit(subject: string, files: Readonly<Record<string, string | null>>): Promise<string>
  /** Commits a link. */
  link(path: string, target: string): Promise<void>
}

const person = ['-c', 'user.name=Noor Haddad', '-c', 'user.email=noor@harbour.example', '-c', 'commit.gpgsign=false']

/** Makes an empty repository whose branch is `main`. */
export async function createTestRepository(): Promise<TestRepository> {
  const parent = await mkdtemp(join(tmpdir(), 'muster-git-'))
  const folder = join(parent, 'people')
  const git = (...args: string[]) => {
    const environment = { PATH: process.env.PATH, HOME: parent, GIT_CONFIG_NOSYSTEM: '1' }
    const done = spawnSync('git', [...person, ...args], { cwd: folder, env: environment, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`)
    return done.stdout.trim()
  }
  await mkdir(folder)
  git('init', '--quiet', '--initial-branch=main')
  const commitAll = (subject: string) => {
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', '-m', subject)
    return git('rev-parse', 'HEAD')
  }
  return {
    parent,
    folder,
    git,
    async commit(subject, files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        if (text === null) await rm(join(folder, path))
        else await writeFile(join(folder, path), text)
      }
      return commitAll(subject)
    },
    async link(path, target) {
      await symlink(target, join(folder, path))
      commitAll(`Link ${path}`)
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  }
}

export type GitServer = AsyncDisposable & {
  readonly port: number
  readonly authorizations: readonly (string | undefined)[]
}

/** Serves the repositories below a folder over HTTP, to whoever sends this header. */
export async function startGitServer(parent: string, authorization?: string): Promise<GitServer> {
  const authorizations: (string | undefined)[] = []
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization)
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    } else answerByBackend(parent, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** git's own program for it, which speaks CGI. */
function answerByBackend(parent: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const environment = {
    PATH: process.env.PATH,
    GIT_PROJECT_ROOT: parent,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: request.method,
    PATH_INFO: url.pathname,
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: request.headers['content-type'],
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    GIT_PROTOCOL: request.headers['git-protocol']?.toString(),
  }
  const backend = spawn('git', ['http-backend'], { env: environment })
  request.pipe(backend.stdin)
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  backend.on('close', () => {
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const headers = answer
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ') as [string, string])
    const status = headers.find(([name]) => name === 'Status')?.[1]
    response.writeHead(
      status ? Number.parseInt(status, 10) : 200,
      Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
    )
    response.end(answer.subarray(end + 4))
  })
}
