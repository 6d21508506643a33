import type { JsonObject } from '../../model/json.ts'
import type { SourceStatus, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import { SourceError } from '../source-error.ts'
import { columnName, type Row } from './read-rows.ts'
import type { CsvSettings } from './settings.ts'

// The setting's default: a file may be without it.
const usualStatus = 'status'
// What is longer is no id, and too long for the index of a database.
const longestId = 500
const usualIds = ['id', 'external_id', 'employee_id', 'employee_number']
const aliases = ['email', 'e_mail', 'email_address', 'work_email', 'mail', 'username', 'user_name', 'login']
const managers = ['manager_id', 'manager', 'manager_email', 'reports_to', 'supervisor', 'supervisor_id']

const statusWords: ReadonlyMap<string, SourceStatus> = new Map([
  ...words('active', ['active', 'true', '1', 'yes', 'y', 'enabled', 'employed', 'on leave', 'leave']),
  ...words('suspended', ['suspended', 'blocked', 'locked']),
  ...words('deactivated', [
    'inactive',
    'deactivated',
    'false',
    '0',
    'no',
    'n',
    'disabled',
    'terminated',
    'left',
    'deleted',
  ]),
  ...words('staged', ['staged', 'pending', 'future', 'prehire', 'pre-hire', 'preboarding']),
])

/** Which columns of the file of the users say what. */
export type UserColumns = {
  readonly id: string
  readonly status: string | undefined
  readonly alias: string | undefined
  readonly manager: string | undefined
}

/** Finds the columns that mean something. Throws `settings_invalid` where none can be the id. */
export function findUserColumns(names: readonly string[], settings: CsvSettings): UserColumns {
  const wanted = settings.id_column ? [columnName(settings.id_column)] : usualIds
  const id = wanted.find((name) => names.includes(name))
  if (!id) {
    throw new SourceError(
      'settings_invalid',
      `"${settings.users_file}" has no column "${wanted.join('" or "')}" with an id that never changes (it has ${names.join(', ')}). Say which it is in the settings.`,
    )
  }
  const status = columnName(settings.status_column)
  if (!names.includes(status) && status !== usualStatus) {
    throw new SourceError(
      'settings_invalid',
      `"${settings.users_file}" has no column "${status}" for the status (it has ${names.join(', ')}). Without it everybody would be active: say which it is in the settings.`,
    )
  }
  return {
    id,
    status: names.includes(status) ? status : undefined,
    alias: aliases.find((name) => names.includes(name)),
    manager: managers.find((name) => names.includes(name)),
  }
}

/** A row as a user, or what is wrong with it. */
export function readUser(row: Row, columns: UserColumns): SourceUser | UnreadableRecord {
  const { values, line } = row
  const id = values[columns.id] ?? ''
  const alias = aliasOf(row, columns)
  const unreadable = (code: string, text: string): UnreadableRecord => {
    // Without its id somebody may still be known by the alias.
    const name = alias || id.slice(0, longestId) || `line ${line}`
    return { kind: 'user', id: id.slice(0, longestId) || name, name, code, text: `Line ${line}: ${text}` }
  }
  if (!id)
    return unreadable('id_missing', `the column "${columns.id}" is empty. Give the person an id that never changes.`)
  if (id.length > longestId)
    return unreadable(
      'id_too_long',
      `the id has ${id.length} characters; ${longestId} are possible. Give a shorter one.`,
    )
  const word = columns.status === undefined ? '' : (values[columns.status] ?? '')
  const status = word === '' ? 'active' : statusWords.get(word.toLowerCase())
  if (!status)
    return unreadable('unknown_status', `the status "${word}" is not known. Use active, suspended, inactive or staged.`)
  const manager = columns.manager === undefined ? undefined : (values[columns.manager] ?? '')
  return {
    id,
    status,
    statusDetail: word || 'active',
    attributes: attributesOf(values),
    ...(alias && { alias }),
    ...(manager !== undefined && { manager: manager === '' ? null : referenceTo(manager) }),
  }
}

/** What others may call the user besides the id; an id that is an address is that as well. */
function aliasOf({ values }: Row, columns: UserColumns): string {
  const id = values[columns.id] ?? ''
  if (id.includes('@')) return caseKey(id)
  return columns.alias === undefined ? '' : caseKey(values[columns.alias] ?? '')
}

/** How a row names another record: addresses are aliases, which are folded. */
export function referenceTo(text: string): string {
  return text.includes('@') ? caseKey(text) : text
}

/** An empty field is no value. */
function attributesOf(values: Row['values']): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]))
}

function words(status: SourceStatus, list: readonly string[]): [string, SourceStatus][] {
  return list.map((word) => [word, status])
}
