import { fillDirectoryWithLeavers } from './fill-directory.ts'
import { emptyPopulation, type Population } from './population.ts'
import type { Contender } from './scim-server.ts'
import type { MusterServer } from './start-muster.ts'
import type { ServerStarter } from './start-servers.ts'

/** Muster with one directory of each size, filled when it is first asked for and shared by the scenarios of a run. */
export interface DirectoriesBySize extends AsyncDisposable {
  /** A server that was not the one that filled the directory. */
  readonly ofSize: (users: number) => Promise<Contender>
  /** The same with a process that has just been started. */
  readonly freshlyStarted: (users: number) => Promise<Contender>
}

interface Filled {
  server: MusterServer
  readonly population: Population
}

export function openDirectoriesBySize(starter: ServerStarter, progress: (text: string) => void): DirectoriesBySize {
  const stack = new AsyncDisposableStack()
  const directories = new Map<number, Filled>()

  const fill = async (users: number): Promise<Filled> => {
    const filled: Filled = { server: await starter.muster(), population: emptyPopulation(users) }
    stack.defer(() => filled.server[Symbol.asyncDispose]())
    await fillDirectoryWithLeavers(filled, users, progress)
    filled.server = await filled.server.restart()
    directories.set(users, filled)
    return filled
  }
  return {
    ofSize: async (users) => ({ ...(directories.get(users) ?? (await fill(users))) }),
    freshlyStarted: async (users) => {
      const known = directories.get(users)
      if (known) known.server = await known.server.restart()
      return { ...(known ?? (await fill(users))) }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
