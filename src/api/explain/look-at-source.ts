import { AppError } from '../../errors.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import type { ApiContext } from '../api-context.ts'
import { readMembers } from '../sync/preview-people.ts'
import { withSource } from '../sync/with-source.ts'
import type { Facts, FreshLook, Pulled } from './facts.ts'

const looked = 20

/**
 * Asks the source for a person now. Where it cannot be asked, or not now, the text says why: what is stored is told all the same.
 */
export async function lookAtSource(
  context: ApiContext,
  facts: Facts,
  { pulled, asked }: { readonly pulled: Pulled; readonly asked: string },
): Promise<FreshLook | string> {
  const names = namesOf(facts, asked)
  const at = context.platform.clock.now()
  try {
    return await withSource(context, pulled.connection, async (source, signal) => {
      for (const name of names) {
        const found = await source.findUsers(name, looked, signal)
        const user = found.find((one) => isCalled(one, facts.sourceId, names))
        if (!user) continue
        const members = await readMembers(source, pulled.connection.scope, signal)
        return { user, isInScopeGroup: members.has(user.id), at }
      }
      return { user: null, isInScopeGroup: false, at }
    })
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

/** By what a person may be found at the source: sources search by names, few by their ids. */
function namesOf({ user, deleted, sourceId }: Facts, asked: string): string[] {
  const known = user?.user ?? deleted?.user
  const names = [known?.userName, known?.attributes.email, asked, sourceId]
  return [...new Set(names.flatMap((name) => (name ? [name] : [])))].slice(0, 4)
}

/** Sources also find people by parts of names: only one who is called exactly so is meant. */
function isCalled({ id, alias, attributes }: SourceUser, sourceId: string | null, names: readonly string[]): boolean {
  if (sourceId !== null) return id === sourceId
  const keys = new Set(names.map(caseKey))
  return keys.has(caseKey(id)) || (alias !== undefined && keys.has(alias)) || hasValue(attributes, keys, 2)
}

/** Whether one of some texts is a value of a record, or of an object or list in it. */
function hasValue(value: Json | JsonObject, keys: ReadonlySet<string>, depth: number): boolean {
  if (typeof value === 'string') return keys.has(caseKey(value))
  if (typeof value !== 'object' || value === null || depth === 0) return false
  return Object.values(value).some((one) => one !== undefined && hasValue(one as Json, keys, depth - 1))
}
