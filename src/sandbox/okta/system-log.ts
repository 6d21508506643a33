import { randomUUID } from 'node:crypto'
import type { LogEntry, LogTarget } from './records.ts'

/** The System Log: entries in the order in which they were written. */
export type OktaLog = {
  readonly entries: readonly LogEntry[]
  append(eventType: string, ...targets: LogTarget[]): void
  /** Tells of each entry when it is written, until the function that is returned is called. */
  listen(listener: (entry: LogEntry) => void): () => void
}

/** Makes an empty log. */
export function createOktaLog(now: () => string): OktaLog {
  const entries: LogEntry[] = []
  const listeners = new Set<(entry: LogEntry) => void>()
  return {
    entries,
    append(eventType, ...targets) {
      const entry = { uuid: randomUUID(), published: now(), eventType, targets }
      entries.push(entry)
      for (const listener of listeners) listener(entry)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A time as Okta writes it: the milliseconds are always zero. */
export function oktaTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, '.000Z')
}
