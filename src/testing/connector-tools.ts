import type { ConnectorTools, SourceFiles } from '../connectors/connector.ts'
import { createMemoryBudget } from '../connectors/memory-budget.ts'
import type { Wait } from '../connectors/wait.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Platform } from '../platform/platform.ts'

/** A clock that is moved on by waiting, so that nobody waits in earnest. */
export type MovingTime = {
  readonly platform: Platform
  readonly wait: Wait
  /** Moves the clock on by itself. */
  pass(milliseconds: number): void
  /** How long was waited in all. */
  waited(): number
}

export function movingTime(): MovingTime {
  let ahead = 0
  let waited = 0
  return {
    platform: {
      clock: { now: () => new Date(systemClock.now().getTime() + ahead) },
      newId: createIds(),
      log: silentLog,
    },
    pass(milliseconds) {
      ahead += milliseconds
    },
    waited: () => waited,
    async wait(milliseconds, signal) {
      signal.throwIfAborted()
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      ahead += milliseconds
      waited += milliseconds
    },
  }
}

const noFiles: SourceFiles = {
  list: async () => [],
  read: () => {
    throw new Error('This directory has no files')
  },
}

/** What a connector works with in tests: private networks are open, and waiting takes no time. */
export function connectorTools(time: MovingTime, overrides: Partial<ConnectorTools> = {}): ConnectorTools {
  const { platform, wait } = time
  return {
    platform,
    wait,
    allowPrivateNetworks: true,
    budget: createMemoryBudget({ clock: platform.clock, wait }),
    files: noFiles,
    filesFolder: null,
    ...overrides,
  }
}
