import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ApiClient, ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, type Given, type Printed, required } from './api-verb.ts'
import { organizationOf } from './plan-files.ts'
import { field, show, time } from './show-object.ts'
import { formatFields, formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const how = {
  branch: { type: 'string' },
  folder: { type: 'string' },
  'auto-apply': { type: 'string' },
  'token-env': { type: 'string' },
  username: { type: 'string' },
  'ssh-key': { type: 'string' },
  'known-hosts': { type: 'string' },
} as const

const howUsage =
  '[--branch <name>] [--folder <folder>] [--auto-apply never|additive|approved] [--token-env <variable>] [--username <name>] [--ssh-key <file>] [--known-hosts <file>]'

const list: Action = {
  takes: [],
  usage: '[--organization <id>]',
  options: { organization: { type: 'string' } },
  async run(given, api) {
    const organization = await organizationOf(given, api)
    const data = await api.list(`/organizations/${organization}/config_repositories`)
    const columns = [
      field('ID', 'id'),
      field('NAME', 'name'),
      field('BRANCH', 'branch'),
      field('AUTO APPLY', 'auto_apply'),
      field('STATUS', 'status'),
      time('LOOKED AT', 'looked_at'),
      field('PLAN', 'plan_id'),
    ]
    const none = 'No repository is followed. Follow one with "muster repositories follow <url>".'
    return { json: { object: 'list', data }, text: formatTable(data, columns, none) }
  },
}

const follow: Action = {
  takes: ['url'],
  usage: `[--organization <id>] [--name <name>] ${howUsage}`,
  options: { ...how, organization: { type: 'string' }, name: { type: 'string' } },
  async run(given, api, terminal) {
    const organization = await organizationOf(given, api)
    const body = { url: given.argument('url'), name: given.option('name'), ...(await settingsOf(given, terminal)) }
    return shown(await api.post(`/organizations/${organization}/config_repositories`, body))
  },
}

const update: Action = {
  takes: ['id'],
  usage: `[--url <url>] ${howUsage}`,
  options: { ...how, url: { type: 'string' } },
  async run(given, api, terminal) {
    const body = { url: given.option('url'), ...(await settingsOf(given, terminal)) }
    return shown(await api.patch(pathOf(given), body))
  },
}

const showOne: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  run: async (given, api) => shown(await api.get(pathOf(given))),
}

const look: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await api.post(`${pathOf(given)}/look`, {})
    return {
      json,
      text: `${show(json.name)} is looked at in a moment. See "muster repositories show ${show(json.id)}".`,
    }
  },
}

const unfollow: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api: ApiClient) {
    await api.delete(pathOf(given))
    const id = given.argument('id')
    return { json: { id, deleted: true }, text: `${id} is followed no longer. What it declared stays as it is.` }
  },
}

/** `muster repositories list|follow|show|update|look|unfollow`. */
export const repositories: ApiVerb = {
  name: 'repositories',
  summary: 'let the server follow git repositories with the files of an organization',
  actions: { list, follow, show: showOne, update, look, unfollow },
  notes: `  --organization  whose files they are; not needed for a key that opens one organization
  --name          by which plans say where they are from (of the address: acme/people)
  --branch        the branch that is followed (main)
  --folder        the folder within the repository that holds the files (all of it)
  --auto-apply    never: plans wait for "muster apply". additive: those that take nothing away are applied at once, others once they
                  are approved. approved: all once they are approved (never)
  --token-env     over HTTPS: the environment variable that holds a token which may read the repository
  --username      the user name that goes with the token (git)
  --ssh-key       over SSH: the file of a private key without a passphrase
  --known-hosts   over SSH: a file with the keys of the host, as ssh-keyscan prints them

Each commit of the branch is planned ("muster plans list"). The server looks every minute, and at once after "look".`,
}

function pathOf(given: Given): string {
  return `/config_repositories/${encodeURIComponent(given.argument('id'))}`
}

async function settingsOf(given: Given, terminal: Terminal): Promise<ApiObject> {
  const secrets = {
    ...(given.option('token-env') !== undefined && { token: tokenOf(given, terminal) }),
    ...(given.option('username') !== undefined && { username: given.option('username') }),
    ...(given.option('ssh-key') !== undefined && { ssh_key: await fileOf(given, terminal, 'ssh-key') }),
    ...(given.option('known-hosts') !== undefined && { known_hosts: await fileOf(given, terminal, 'known-hosts') }),
  }
  return {
    branch: given.option('branch'),
    folder: given.option('folder'),
    auto_apply: given.option('auto-apply'),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  }
}

function tokenOf(given: Given, { environment }: Terminal): string {
  const name = required(given, 'token-env')
  const token = environment[name]
  if (!token)
    throw new UsageError(`The environment variable ${name} is empty. Put the token of the repository into it.`)
  return token
}

async function fileOf(given: Given, { folder }: Terminal, option: string): Promise<string> {
  const file = required(given, option)
  return readFile(resolve(folder, file), 'utf8').catch((error: Error) => {
    throw new UsageError(`--${option}: the file ${file} cannot be read: ${error.message}`, { cause: error })
  })
}

function shown(json: ApiObject): Printed {
  const commit = json.commit as ApiObject | null
  const error = json.error as ApiObject | null
  const text = formatFields([
    ['id', show(json.id)],
    ['name', show(json.name)],
    ['address', show(json.url)],
    ['branch', show(json.branch)],
    ['folder', show(json.folder)],
    ['auto apply', show(json.auto_apply)],
    ['status', show(json.status)],
    ['looked at', show(json.looked_at)],
    ['commit', commit ? `${show(commit.id).slice(0, 12)} ${show(commit.subject)} (${show(commit.author)})` : '-'],
    ['plan', show(json.plan_id)],
    ...(error ? [['problem', show(error.text)] as const] : []),
  ])
  return { json, text }
}
