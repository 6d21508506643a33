import type { OpenConnector } from '../../connectors/connector.ts'
import type { MappingLine, Scope } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { readCustomAttributes } from '../../store/custom-attributes.ts'
import { type CompiledMapping, compileMapping } from '../../sync/mapping/compile-mapping.ts'
import { previewMapping } from '../../sync/mapping/preview-mapping.ts'
import { compileScope } from '../../sync/scope/compile-scope.ts'
import { previewScope } from '../../sync/scope/preview-scope.ts'
import type { ApiContext } from '../api-context.ts'
import { refuseMapping, refuseScope } from './check-body.ts'
import type { OpenedConnection } from './open-connection.ts'
import { withSource } from './with-source.ts'

const mappedAtMost = 5
// Who is in a group is read whole before anybody is judged; more would take too long for somebody who waits.
const membersAtMost = 100_000

/** Shows what a mapping makes of the first people whom a search finds at the source. */
export async function previewMappingOf(
  context: ApiContext,
  opened: OpenedConnection,
  { search, mapping }: { readonly search: string; readonly mapping: readonly MappingLine[] },
): Promise<JsonObject> {
  const compiled = await compileOwn(context, opened, mapping)
  const users = await withSource(context, opened.connection, (source, signal) =>
    source.findUsers(search, mappedAtMost, signal),
  )
  return { object: 'mapping_preview', users: users.map((user) => toPreviewedUser(user, compiled)) }
}

/** Shows who of the first people whom a search finds is in a scope, and why. */
export async function previewScopeOf(
  context: ApiContext,
  opened: OpenedConnection,
  { search, scope, limit }: { readonly search: string; readonly scope: Scope; readonly limit: number },
): Promise<JsonObject> {
  refuseScope(scope, opened.connector)
  const mapping = await compileOwn(context, opened, opened.connection.mapping)
  const { users, members } = await withSource(context, opened.connection, async (source, signal) => ({
    users: await source.findUsers(search, limit, signal),
    members: await readMembers(source, scope, signal),
  }))
  const candidates = users.map((user) => ({ user, isInGroup: members.has(user.id) }))
  const preview = previewScope(candidates, compileScope(scope))
  const names = new Map(users.map((user) => [user.id, nameIn(previewMapping(user, mapping).result, user)]))
  return {
    object: 'scope_preview',
    looked_at: users.length,
    in: preview.in,
    out: preview.out,
    users: preview.users.map(({ id, isIn, reason }) => ({ id, name: names.get(id) ?? id, is_in: isIn, reason })),
  }
}

/** A mapping of own lines for the source of a directory; refuses one that cannot be used. */
export async function compileOwn(
  { database }: ApiContext,
  { connector, connection }: OpenedConnection,
  own: readonly MappingLine[],
): Promise<CompiledMapping> {
  const customAttributes = await readCustomAttributes(database, connection.organizationId)
  refuseMapping(own, connector, customAttributes)
  return compileMapping({ connector: connector.mapping, own, customAttributes })
}

function toPreviewedUser(user: SourceUser, mapping: CompiledMapping): JsonObject {
  const { attributes, result, manager, problems, lines } = previewMapping(user, mapping)
  return {
    id: user.id,
    name: nameIn(result, user),
    status: user.status,
    status_detail: user.statusDetail,
    source: attributes,
    result: result && { ...result, emails: result.emails.map((email) => ({ ...email })) },
    manager,
    lines: lines.map((line) => ({ ...line })),
    problems: problems.map((problem) => ({ ...problem })),
  }
}

function nameIn(result: { readonly name: string | null; readonly username: string | null } | null, user: SourceUser) {
  return result?.name ?? result?.username ?? user.id
}

/** The ids of the members of the groups that a scope names, also by nested groups; ends at a number that no preview needs. */
export async function readMembers(
  source: OpenConnector,
  { groups }: Scope,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const members = new Set<string>()
  for (const group of groups) {
    for await (const ids of source.membersOf?.(group, signal) ?? []) {
      for (const id of ids) members.add(id)
      if (members.size > membersAtMost) return members
    }
  }
  return members
}
