/**
 * Every error that Muster raises on purpose: a stable code, the HTTP status it has at an edge, and a text that tells
 * its reader what to do. `{name}` is filled from the error's data.
 */
export const errorList = {
  config_not_compiled: {
    status: 422,
    text: '{file} cannot be compiled: {detail}\nCorrect it, then run "muster compile" again.',
  },
  invalid_configuration: { status: 500, text: 'The configuration is not usable:\n{problems}' },
  invalid_request: { status: 400, text: '{detail}' },
  invalid_expression: { status: 400, text: '{detail}' },
  invalid_json: { status: 400, text: 'The body is not valid JSON: {detail}' },
  files_incomplete: {
    status: 400,
    text: 'Nothing is planned, for what is not read would be planned to go. {detail}',
  },
  nothing_applied: { status: 409, text: 'Nothing is applied.' },
  body_too_large: { status: 413, text: 'The body is larger than {limit} bytes. Send less at once.' },
  header_too_large: {
    status: 431,
    text: 'The URL and the headers are too long together. Of SCIM, send a long filter in the body of a POST to /.search.',
  },
  request_timeout: { status: 408, text: 'The request did not arrive in time. Send it again.' },
  unauthorized: {
    status: 401,
    text: 'No valid API key. Send "Authorization: Bearer <API key>"; make one with "muster keys create".',
  },
  forbidden: { status: 403, text: 'This API key lacks the permission "{permission}". Use a key that has it.' },
  organization_bound: {
    status: 403,
    text: 'This API key is bound to organization "{organizationId}" and cannot {action}. Use a key that is bound to none.',
  },
  role_forbidden: {
    status: 403,
    text: 'Your role does not include the permission "{permission}". Ask an owner of this Muster for a role that does.',
  },
  link_forbidden: {
    status: 403,
    text: 'This set-up link does not include the permission "{permission}". Ask whoever gave you the link.',
  },
  demo_not_ready: { status: 409, text: 'The demo company is still moving in. Try again in a moment.' },
  demo_forbidden: {
    status: 403,
    text: 'In the demo nobody can {action}: it shows one organization. Sign in with the key of the data directory for that.',
  },
  portal_session_required: { status: 401, text: 'This page is opened by a link. Open the link that you were sent.' },
  portal_session_ended: {
    status: 401,
    text: 'Your visit has ended. Open the link that you were sent again; if it has ended too, ask for a new one.',
  },
  portal_link_revoked: {
    status: 401,
    text: 'The link by which you came was taken back. Ask whoever gave it to you for a new one.',
  },
  sign_in_link_invalid: {
    status: 401,
    text: 'This sign-in link was used already, or has ended. Ask an owner for a new one, or make one with "muster sign-in-link".',
  },
  owner_details_required: {
    status: 422,
    text: 'This link makes the first owner of this Muster. Send "name" and "email" with it.',
  },
  session_required: { status: 401, text: 'You are not signed in, or your session has ended. Sign in again.' },
  cross_site_request: {
    status: 403,
    text: 'The request came from another site, or without the header "X-Muster-Request: 1" that a change by a session needs.',
  },
  scope_exceeded: {
    status: 403,
    text: 'The permission "{permission}" is missing here, so it cannot be given to others. Ask somebody who has it.',
  },
  member_already_exists: { status: 409, text: 'Somebody with the address "{email}" is in the team already.' },
  member_deactivated: {
    status: 409,
    text: 'Member "{id}" is deactivated. Reactivate the member first.',
  },
  last_owner: {
    status: 409,
    text: 'This is the last owner who can sign in. Make somebody else an owner first.',
  },
  owner_exists: {
    status: 409,
    text: 'There is an owner already. Name the member who is to sign in, with "email".',
  },
  colour_unreadable: {
    status: 422,
    text: 'White text on {colour} has a contrast of {contrast}:1 and cannot be read by everybody; 4.5:1 is needed. The nearest shade that has it is {nearest}.',
  },
  invalid_idempotency_key: {
    status: 400,
    text: 'The Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID.',
  },
  idempotency_key_reused: {
    status: 422,
    text: 'This Idempotency-Key was sent with another request within the last 24 hours. Send the same method, path and body again, or a new key.',
  },
  idempotent_answer_unreadable: {
    status: 409,
    text: 'The request with this Idempotency-Key was carried out, but its answer cannot be shown again: MUSTER_SECRET_KEY was changed since. Read the object instead.',
  },
  external_id_already_used: { status: 400, text: 'Another organization has the external_id "{externalId}" already.' },
  domain_already_exists: { status: 409, text: 'An organization has the domain "{domain}" already.' },
  too_many_domains: {
    status: 409,
    text: 'An organization can have {limit} domains. Remove one that it does not need any more.',
  },
  domain_already_verified: { status: 400, text: 'The domain "{domain}" is verified already.' },
  dns_unavailable: {
    status: 503,
    text: 'The name servers of "{name}" gave no answer ({detail}). Check that the domain exists, and try again.',
  },
  portal_intent_not_offered: {
    status: 400,
    text: 'The portal has nothing for the intent "{intent}". It manages directories: use the intent "dsync".',
  },
  unsupported_media_type: {
    status: 415,
    text: 'Bodies of this type are not read. Send JSON with "Content-Type: application/json".',
  },
  invalid_encoding: { status: 400, text: 'The body is not valid UTF-8. Send JSON encoded as UTF-8.' },
  api_key_missing: {
    status: 401,
    text: 'There is no API key. Set MUSTER_API_KEY to one that the server at {url} knows, or, for a server on this machine, give its data directory with --data-dir (there is no key in {keyFile}).',
  },
  api_call_refused: { status: 400, text: '{detail}' },
  import_source_unreachable: {
    status: 503,
    text: 'Nothing answers at {url}. Check --from, then import again: it goes on.',
  },
  import_source_refused: {
    status: 502,
    text: '{url} answered with status {status} ({detail}). Check --from and the API key, then import again: it goes on.',
  },
  import_source_unreadable: {
    status: 502,
    text: 'What {url} answered is not what this version knows of that product ({detail}). Check --from.',
  },
  server_unreachable: {
    status: 503,
    text: 'No server answers at {url}. Start one with "muster serve", or set MUSTER_URL to where it is.',
  },
  server_too_slow: { status: 504, text: 'The server at {url} did not answer within {seconds} s. See its log.' },
  not_a_muster_server: { status: 502, text: 'What answers at {url} is not a muster server. Check MUSTER_URL.' },
  internal_error: {
    status: 500,
    text: 'Something went wrong in the server. Nothing was changed by this request unless you see it; the server log tells more under request id {requestId}.',
  },
  person_merged: { status: 404, text: 'Person "{id}" became one with person "{into}". Ask for that one.' },
  match_case_closed: {
    status: 409,
    text: 'The case "{id}" is {state} already. To say otherwise of its user, link or unlink it on the page of the person.',
  },
  attribute_case_closed: {
    status: 409,
    text: 'The case "{id}" is {state}, so this is not possible. What is open is decided; what was decided is taken back by POST /attribute_cases/{id}/reopen.',
  },
  not_found: { status: 404, text: 'There is no {what} "{id}" here.' },
  route_not_found: {
    status: 404,
    text: 'There is nothing at {method} {path}. The API is described in docs/reference/api.md.',
  },
  method_not_allowed: { status: 405, text: '{method} is not possible at {path}. Possible: {allow}.' },
  invalid_token: {
    status: 401,
    text: 'The bearer token is not one of this directory, or it has expired or was revoked. Make a new one with "muster tokens create".',
  },
  directory_not_found: { status: 404, text: 'There is no directory "{id}". Check the SCIM base URL.' },
  directory_inactive: {
    status: 403,
    text: 'Directory "{id}" is {state} and takes no changes. Resume it with POST /directories/{id}/resume.',
  },
  directory_deleting: {
    status: 409,
    text: 'Directory "{id}" is being deleted, so it cannot be changed any more. Make a new one.',
  },
  too_many_custom_attributes: {
    status: 409,
    text: 'An organization can declare {limit} custom attributes. Delete one that it does not need any more.',
  },
  directory_is_pulled: {
    status: 409,
    text: 'Muster reads the source of directory "{id}" by itself, so nothing is pushed to it. Make a directory of a SCIM type for that.',
  },
  user_is_pulled: {
    status: 409,
    text: 'User "{id}" comes from a source that Muster reads by itself. Put the user back there: the next sync brings back the same user, with this id.',
  },
  directory_not_pulled: {
    status: 404,
    text: 'The source of directory "{id}" pushes SCIM, so there is no connection to read. Make a directory of another type for that.',
  },
  directory_quarantined: {
    status: 409,
    text: 'Directory "{id}" is in quarantine. Its source is looked at now, and read when that works: see why in its connection.',
  },
  no_wake_ups: {
    status: 409,
    text: 'Sources of the type "{type}" do not tell of changes. Set a shorter interval in the schedule instead.',
  },
  source_refused: { status: 422, text: '{detail}' },
  source_unavailable: { status: 503, text: '{detail}' },
  source_too_slow: {
    status: 503,
    text: 'The source did not answer within {seconds} s. Try again; if it stays so, check the address.',
  },
  file_not_taken: { status: 409, text: 'Directory "{id}" takes no uploaded files: its source is {source}.' },
  file_not_named: {
    status: 409,
    text: 'Directory "{id}" reads {names}, but not "{name}". Give the file one of these names, or change the setting that names it.',
  },
  file_too_large: {
    status: 413,
    text: 'The file is larger than {limit} bytes. Let Muster read it from a folder or an SFTP server instead.',
  },
  too_many_looks: {
    status: 429,
    text: 'So many checks and previews are on their way already ({limit}). Try again in {seconds} s.',
  },
  wake_ups_exceeded: { status: 429, text: 'Too many notifications. Try again in {seconds} s.' },
  user_not_found: { status: 404, text: 'User "{id}" not found.' },
  group_not_found: { status: 404, text: 'Group "{id}" not found.' },
  user_name_taken: { status: 409, text: 'A user with the userName "{userName}" exists already (id {id}).' },
  group_name_taken: { status: 409, text: 'A group with the displayName "{displayName}" exists already (id {id}).' },
  schema_extension_urn_taken: {
    status: 409,
    text: 'The URN "{urn}" could be taken for "{other}", which this organization has already. Choose another one.',
  },
  too_many_schema_extensions: {
    status: 409,
    text: 'An organization can have {limit} schema extensions. Put the attributes into one of those.',
  },
  schema_extension_in_use: {
    status: 409,
    text: 'This change is not possible while there are values of it ({change}): {resource} "{id}" has one. Have the identity provider remove them first, or add a new attribute instead.',
  },
  schema_extension_value_missing: {
    status: 409,
    text: 'This change is not possible while a value is missing ({change}): {resource} "{id}" has none. Have the identity provider send it for everybody first.',
  },
  version_mismatch: {
    status: 412,
    text: 'The resource was changed since: it is at version {version}. Read it again and repeat the change.',
  },
  dependency_failed: {
    status: 409,
    text: 'This operation refers to operation {operation} of the same request, which failed. Put that one right and send both again.',
  },
  invalid_url: { status: 422, text: '{detail}' },
  duplicate_endpoint: {
    status: 409,
    text: 'The webhook endpoint "{id}" has this URL already. Change that one, or give another URL.',
  },
  attempt_not_repeatable: {
    status: 409,
    text: 'The events of attempt "{id}" are not in the log: it was a test, or they are past the retention. Replay from a time instead.',
  },
  cursor_expired: {
    status: 410,
    text: 'Events before position {oldest} are past the retention. Start again from {oldestEvent}, after reading the present state.',
  },
  too_many_changes: { status: 503, text: 'Too many changes of this directory are waiting. Try again in {seconds} s.' },
  too_many_requests: {
    status: 429,
    text: 'More than {limit} with this bearer token. Try again in {seconds} s, or ask the operator for a higher limit.',
  },
  api_requests_exceeded: {
    status: 429,
    text: 'More than {limit} requests per minute with this API key. Try again in {seconds} s, or ask the operator for a higher limit.',
  },
  too_many_attempts: { status: 429, text: 'Too many wrong keys from here. Try again in {seconds} s.' },
  sync_run_lost: {
    status: 409,
    text: 'Sync run "{id}" is worked at by another process, or has ended. Nothing needs to be done.',
  },
  connection_not_set_up: {
    status: 409,
    text: 'Directory "{id}" has no settings yet, so its source cannot be read. Fill them in first.',
  },
  sync_run_open: {
    status: 409,
    text: 'Sync run "{id}" of this directory is {state}. Wait until it has ended, resume it, or cancel it.',
  },
  sync_run_not_possible: {
    status: 409,
    text: 'Sync run "{id}" is {state}: it cannot be {action}. Read it again to see where it is.',
  },
  removals_changed: {
    status: 409,
    text: 'Sync run "{id}" holds {count} removals by now, not {expected}. Look at them again before you decide.',
  },
  plan_closed: {
    status: 409,
    text: 'Plan "{id}" is {state}: nothing more can be done with it. Make a new one.',
  },
  plan_expired: { status: 409, text: 'Plan "{id}" is older than a day. Make a new one and look at it.' },
  plan_not_applyable: { status: 409, text: 'Plan "{id}" cannot be applied: {detail}' },
  plan_outdated: {
    status: 409,
    text: 'Plan "{id}" does not show all that would be taken away by now: {extra}. Plan again and look at it.',
  },
  plan_not_approved: {
    status: 409,
    text: 'Plan "{id}" needs {missing} more approval(s) ({when}) by: {by}. Members look at it and approve it in the dashboard; apply it then.',
  },
  plan_own_approval: {
    status: 403,
    text: 'Plan "{id}" is yours: you made it, or the key that did, or are named as author of its files. Somebody else has to look at it: {by}.',
  },
  plan_approval_by_key: {
    status: 403,
    text: 'Plan "{id}" needs the word of a member, and nobody knows who holds a key. Sign in to the dashboard and approve it there: {by}.',
  },
  managed_by_code: {
    status: 409,
    text: '"{keys}" of {address} is declared in {place}. Change it there, or send "override": true for what cannot wait: it is told as drift until then.',
  },
  members_declared: {
    status: 409,
    text: 'Who is in {address} is declared in {place}, exactly. Add people there, or write "mode: additive" there first.',
  },
  overlay_object_exists: { status: 409, text: '{address} exists already. Choose another id, or change that one.' },
  overlay_object_in_use: {
    status: 409,
    text: '{address} is still referred to by {holder}. Change or delete that first.',
  },
  overlay_object_protected: {
    status: 409,
    text: '{address} is protected. Set "protect": false first, then delete it.',
  },
  config_repository_exists: {
    status: 409,
    text: 'A repository named "{name}" is followed already. Give another name.',
  },
  overlay_object_not_deleted: { status: 409, text: '{address} is not deleted, so there is nothing to restore.' },
  too_many_streams: {
    status: 503,
    text: 'More than {limit} streams are open already. Close some, or try again later.',
  },
  shutting_down: { status: 503, text: 'The server is stopping. Try again.' },
  database_unavailable: {
    status: 503,
    text: 'The database did not answer. Nothing was changed by this request unless you see it; try again.',
  },
  data_directory_in_use: {
    status: 500,
    text: 'The data directory {path} is in use by another muster process (pid {pid}). Stop it, or give --data-dir another folder.',
  },
  migration_changed: {
    status: 500,
    text: 'The migration {migration} is not the one that this database ran. Restore its file, and put the change into a new migration.',
  },
  embedded_database_failed: {
    status: 500,
    text: 'The embedded PostgreSQL cannot run: {detail}\nPut this right, or set DATABASE_URL to use a PostgreSQL of your own.',
  },
  database_too_new: {
    status: 500,
    text: 'The database was migrated by a newer version of muster (migration {migration}). Update muster.',
  },
} as const satisfies Record<string, { status: number; text: string }>

export type ErrorCode = keyof typeof errorList

/** An error with a code of `errorList`. Edges turn it into HTTP, a SCIM error or an exit code. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly data: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, data: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(
      errorList[code].text.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? '')),
      options,
    )
    this.name = 'AppError'
    this.code = code
    this.status = errorList[code].status
    this.data = data
  }
}
