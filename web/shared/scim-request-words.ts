/** What is needed of a SCIM request to say it in plain words. */
export type ToldRequest = {
  readonly method: string
  readonly path: string
  readonly status: number
}

/** What a request was about. */
export type RequestDeed =
  | 'read_configuration'
  | 'look_up_user'
  | 'look_up_group'
  | 'list_users'
  | 'list_groups'
  | 'read_user'
  | 'read_group'
  | 'create_user'
  | 'create_group'
  | 'change_user'
  | 'change_group'
  | 'delete_user'
  | 'delete_group'
  | 'bulk'
  | 'other'

/** Why a request was refused, as far as something can be done about it. */
export type RequestTrouble =
  | 'token'
  | 'paused'
  | 'wrong_address'
  | 'gone'
  | 'taken'
  | 'not_understood'
  | 'too_large'
  | 'too_many'
  | 'server'

/** A request in plain words: what it was about, whom it named, and what was wrong with it. */
export type RequestWords = {
  readonly deed: RequestDeed
  /** The login or name that was looked for; null where none was. */
  readonly subject: string | null
  /** Null when all went well. */
  readonly trouble: RequestTrouble | null
  /** Refused, but nothing that anybody has to do something about. */
  readonly isHarmless: boolean
}

type Kind = 'user' | 'group'

/** Says what a request was about. */
export function wordsOfRequest({ method, path, status }: ToldRequest): RequestWords {
  const { pathname, searchParams } = new URL(path, 'http://scim.invalid')
  const [, resource = '', id = ''] =
    /\/(Users|Groups|Bulk|ServiceProviderConfigs?|Schemas|ResourceTypes)(?:\/([^/]*))?/i.exec(pathname) ?? []
  const filter = searchParams.get('filter')
  const deed = deedOf({ method: method.toUpperCase(), resource: resource.toLowerCase(), id, filter })
  const trouble = status < 400 ? null : troubleOf(status, deed)
  return { deed, subject: filter === null ? null : subjectOf(filter), trouble, isHarmless: isHarmless(trouble, method) }
}

type Asked = { readonly method: string; readonly resource: string; readonly id: string; readonly filter: string | null }

const changing: Readonly<Record<string, 'create' | 'change' | 'delete'>> = {
  POST: 'create',
  PUT: 'change',
  PATCH: 'change',
  DELETE: 'delete',
}

function deedOf({ method, resource, id, filter }: Asked): RequestDeed {
  if (resource === 'bulk') return 'bulk'
  if (resource !== 'users' && resource !== 'groups') return resource === '' ? 'other' : 'read_configuration'
  const kind: Kind = resource === 'users' ? 'user' : 'group'
  const change = changing[method]
  // RFC 7644 section 3.4.3: a search may be a POST.
  if (change && id !== '.search') return `${change}_${kind}`
  if (id !== '' && id !== '.search') return `read_${kind}`
  return filter === null ? `list_${kind}s` : `look_up_${kind}`
}

function subjectOf(filter: string): string | null {
  return /\beq\s+"?([^"]+?)"?(?:\s+(?:and|or)\b|$)/i.exec(filter)?.[1] ?? null
}

const troubles: Readonly<Record<number, RequestTrouble>> = {
  401: 'token',
  403: 'paused',
  409: 'taken',
  413: 'too_large',
  429: 'too_many',
}

function troubleOf(status: number, deed: RequestDeed): RequestTrouble {
  if (status === 404) return deed === 'other' ? 'wrong_address' : 'gone'
  return troubles[status] ?? (status >= 500 ? 'server' : 'not_understood')
}

/** Whoever asks for what is not here is told so, and who asks too much waits: that is how it is meant to be. */
function isHarmless(trouble: RequestTrouble | null, method: string): boolean {
  return trouble === 'too_many' || (trouble === 'gone' && method.toUpperCase() === 'GET')
}
