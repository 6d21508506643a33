import type { DatabaseServer } from '../harness/database-server.ts'
import { makeTemporaryFolder } from '../harness/temporary-folder.ts'
import type { ScimServer } from './scim-server.ts'
import { type MusterServer, startMuster } from './start-muster.ts'
import { startPolis } from './start-polis.ts'

/** Starts servers, each on a new database of its own. Who starts one disposes of it. */
export interface ServerStarter extends AsyncDisposable {
  readonly muster: () => Promise<MusterServer>
  readonly polis: () => Promise<ScimServer>
}

export function openServerStarter(database: DatabaseServer, profileFolder: string | undefined): ServerStarter {
  const logs = makeTemporaryFolder('logs')
  let databases = 0
  const createDatabase = (name: string) => database.createDatabase(`${name}_${++databases}`)
  return {
    muster: async () => {
      const databaseUrl = await createDatabase('muster')
      return startMuster({ databaseUrl, logFolder: logs.path, profileFolder })
    },
    polis: async () => startPolis(await createDatabase('polis'), logs.path),
    [Symbol.asyncDispose]: async () => logs[Symbol.dispose](),
  }
}
