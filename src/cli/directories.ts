import { PullDirectoryType } from '../model/connection.ts'
import { DeprovisioningPolicy, type ScimDirectoryType } from '../model/directory.ts'
import type { ApiObject } from './api-client.ts'
import { type Action, type ApiVerb, required, wholeNumber } from './api-verb.ts'
import { readSettings, settingNotes, settingOptions, settingUsage } from './connector-settings.ts'
import { listAction } from './list-action.ts'
import { field, show } from './show-object.ts'
import { type Column, formatFields } from './table.ts'

type Counted = { readonly metadata?: { readonly users?: { readonly active?: number }; readonly groups?: number } }

const columns: readonly Column<ApiObject>[] = [
  field('ID', 'id'),
  field('NAME', 'name'),
  field('TYPE', 'type'),
  field('STATE', 'state'),
  ['ACTIVE USERS', (directory: Counted) => show(directory.metadata?.users?.active)],
  ['GROUPS', (directory: Counted) => show(directory.metadata?.groups)],
  field('ORGANIZATION', 'organization_id'),
]

const purposes: Readonly<Record<ScimDirectoryType, string>> = {
  'okta scim v2.0': 'Okta',
  'okta scim v1.1': 'Okta, for an app that speaks SCIM 1.1',
  'azure scim v2.0': 'Microsoft Entra ID',
  'onelogin scim v2.0': 'OneLogin',
  'jump cloud scim v2.0': 'JumpCloud',
  'pingfederate scim v2.0': 'PingFederate with its SCIM 2.0 connector',
  'pingfederate scim v1.1': 'PingFederate as it is, which speaks SCIM 1.1',
  'pingone scim v2.0': 'PingOne',
  'google scim v2.0': 'Google Workspace, Cloud Identity',
  'authentik scim v2.0': 'authentik',
  'keycloak scim v2.0': 'Keycloak, with an extension that speaks SCIM',
  'cyberark scim v2.0': 'CyberArk',
  'rippling scim v2.0': 'Rippling',
  'sailpoint scim v2.0': 'SailPoint',
  'generic scim v2.0': 'anything else that speaks SCIM 2.0',
  'generic scim v1.1': 'anything else that speaks SCIM 1.1',
  'strict scim v2.0': 'SCIM 2.0 to the letter: what bends it is refused',
}

const pulled: Readonly<Record<PullDirectoryType, string>> = {
  okta: 'Okta',
  'entra id': 'Microsoft Entra ID',
  'gsuite directory': 'Google Workspace',
  'active directory': 'Active Directory',
  ldap: 'OpenLDAP and other LDAP servers',
  csv: 'files: uploaded, in a folder or on an SFTP server',
}

const typeLine = ([type, purpose]: readonly [string, string]) => `  ${`"${type}"`.padEnd(26)}${purpose}`
const typeLines = [
  '  Types whose identity provider pushes SCIM:',
  ...Object.entries(purposes).map(typeLine),
  '',
  '  Types that Muster reads by itself, with settings ("muster connectors" lists them):',
  ...Object.entries(pulled).map(typeLine),
]

const create: Action = {
  takes: [],
  usage: `--organization <id> --type <type> --name <name> ${settingUsage}`,
  options: {
    ...settingOptions,
    organization: { type: 'string' },
    type: { type: 'string' },
    name: { type: 'string' },
  },
  async run(given, api, terminal) {
    const type = required(given, 'type')
    const isPulled = PullDirectoryType.safeParse(type).success
    const settings = await readSettings({ given, api, terminal }, type)
    const json = await api.post('/directories', {
      organization_id: required(given, 'organization'),
      type,
      name: required(given, 'name'),
      ...((isPulled || settings) && { connection: { settings: settings ?? {} } }),
    })
    const id = show(json.id)
    if (isPulled) return { json, text: `The directory ${id} is made. "muster sync ${id} --watch" shows its first run.` }
    const text = formatFields([
      ['id', id],
      ['SCIM base URL', show(json.endpoint)],
      ['bearer token', show(json.bearer_token)],
    ])
    return { json, text: `${text}\n\nThe bearer token is not shown again. Give both to the identity provider.` }
  },
}

const list = listAction('/directories', columns, 'There are no directories. Make one with "muster directories create".')

const update: Action = {
  takes: ['id'],
  usage: `[--name <name>] [--deprovisioning ${DeprovisioningPolicy.options.join('|')}] [--grace-days <n>] [--restore-days <n>]`,
  options: {
    name: { type: 'string' },
    deprovisioning: { type: 'string' },
    'grace-days': { type: 'string' },
    'restore-days': { type: 'string' },
  },
  async run(given, api) {
    const json = await api.put(`/directories/${encodeURIComponent(given.argument('id'))}`, {
      name: given.option('name'),
      deprovisioning: {
        policy: given.option('deprovisioning'),
        grace_days: wholeNumber(given, 'grace-days'),
        restore_days: wholeNumber(given, 'restore-days'),
      },
    })
    const policy = Object.entries(json.deprovisioning ?? {}).map(([name, value]) => `${name}: ${show(value)}`)
    const text = formatFields([
      ['id', show(json.id)],
      ['name', show(json.name)],
      ['deprovisioning', policy.join(', ')],
    ])
    return { json, text }
  },
}

/** An action on one directory that is a POST below it. */
function deed(name: 'pause' | 'resume'): Action {
  return {
    takes: ['id'],
    usage: '',
    options: {},
    async run(given, api) {
      const json = await api.post(`/directories/${encodeURIComponent(given.argument('id'))}/${name}`, {})
      return { json, text: `The directory ${show(json.id)} is ${show(json.state)}.` }
    },
  }
}

const remove: Action = {
  takes: ['id'],
  usage: '',
  options: {},
  async run(given, api) {
    const id = given.argument('id')
    await api.delete(`/directories/${encodeURIComponent(id)}`)
    const text = `The directory ${id} is deleted: nobody can use it any more. What it holds is being removed.`
    return { json: { id, deleted: true }, text }
  },
}

/** `muster directories create|list|update|pause|resume|delete`. */
export const directories: ApiVerb = {
  name: 'directories',
  summary: 'make, list, change, pause and delete directories',
  actions: { create, list, update, pause: deed('pause'), resume: deed('resume'), delete: remove },
  notes: [settingNotes, '', ...typeLines].join('\n'),
}
