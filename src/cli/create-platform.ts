import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { createLog } from '../platform/log.ts'
import type { Platform } from '../platform/platform.ts'

/** The platform of a real process: the system's time, fresh ids, JSON lines on standard error. */
export function createPlatform(logLevel: string): Platform {
  return { clock: systemClock, newId: createIds(), log: createLog(logLevel) }
}
