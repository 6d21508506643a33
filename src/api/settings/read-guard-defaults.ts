import { Guards } from '../../model/connection.ts'
import type { Queryable } from '../../store/database.ts'
import { readSetting } from '../../store/settings.ts'

/** The deletion guards that a new connection begins with. */
export async function readGuardDefaults(on: Queryable): Promise<Guards> {
  return Guards.catch(Guards.parse({})).parse((await readSetting(on, 'deletion_guards')) ?? {})
}
