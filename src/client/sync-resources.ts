import { createList, type List, type Paging } from './list.ts'
import type {
  CheckReport,
  Connection,
  JsonObject,
  MappingLine,
  StagedRemoval,
  SyncGuards,
  SyncRun,
  SyncSchedule,
  SyncScope,
} from './objects.ts'
import type { Api, CallOptions } from './request.ts'

/** What is given of a connection; what is left out stays. */
export type ConnectionGiven = {
  /** With another address of the source, its secrets must be given again. */
  settings?: JsonObject
  mapping?: readonly MappingLine[]
  scope?: Partial<SyncScope>
  guards?: Partial<SyncGuards>
  schedule?: Partial<SyncSchedule>
}

const directoryPath = (id: string) => `/directories/${encodeURIComponent(id)}`

/** How directories are connected to sources that Muster reads; by the id of the directory. */
export function connections(api: Api) {
  const pathOf = (directory: string) => `${directoryPath(directory)}/connection`
  return {
    get: (directory: string, options: CallOptions = {}) =>
      api.send<Connection>({ method: 'GET', path: pathOf(directory), options }),
    update: (directory: string, body: ConnectionGiven, options: CallOptions = {}) =>
      api.send<Connection>({ method: 'PUT', path: pathOf(directory), body, options }),
    /** Looks at what the credential sees, also with settings that are not stored. */
    check: (directory: string, body: Pick<ConnectionGiven, 'settings'> = {}, options: CallOptions = {}) =>
      api.send<CheckReport>({ method: 'POST', path: `${pathOf(directory)}/check`, body, options }),
  }
}

type RunsQuery = Paging & { states?: readonly SyncRun['state'][] }
type RemovalsQuery = Paging & {
  states?: readonly StagedRemoval['state'][]
  kinds?: readonly StagedRemoval['kind'][]
}

/** `removals`: how many were seen; with another number by now the decision is refused. */
type DecisionGiven = { reason?: string | null; removals?: number | null }

/** A run, as lists and `runs.get` give it, or its two ids. */
type RunRef = Pick<SyncRun, 'id' | 'directory_id'>

/** Runs of directories whose source Muster reads. */
export function runs(api: Api) {
  const pathOf = (directory: string) => `${directoryPath(directory)}/sync_runs`
  const runPath = (run: RunRef) => `${pathOf(run.directory_id)}/${encodeURIComponent(run.id)}`
  const decide = (run: RunRef, word: string, { body, options }: { body: DecisionGiven; options: CallOptions }) =>
    api.send<SyncRun>({ method: 'POST', path: `${runPath(run)}/${word}`, body, options })
  return {
    list: (directory: string, query: RunsQuery = {}, options: CallOptions = {}): List<SyncRun> =>
      createList<SyncRun>(api, pathOf(directory), { query: { ...query }, options }),
    get: (id: string, options: CallOptions = {}) =>
      api.send<SyncRun>({ method: 'GET', path: `/sync_runs/${encodeURIComponent(id)}`, options }),
    /** Reads the source now; where that is being done already, gives the run that does it. */
    create: (directory: string, body: { kind?: SyncRun['kind'] } = {}, options: CallOptions = {}) =>
      api.send<SyncRun>({ method: 'POST', path: pathOf(directory), body, options }),
    /** Whom and what a run would remove, or has removed. */
    removals: (run: RunRef, query: RemovalsQuery = {}, options: CallOptions = {}): List<StagedRemoval> =>
      createList<StagedRemoval>(api, `${runPath(run)}/removals`, { query: { ...query }, options }),
    approve: (run: RunRef, body: DecisionGiven = {}, options: CallOptions = {}) =>
      decide(run, 'approve', { body, options }),
    reject: (run: RunRef, body: DecisionGiven = {}, options: CallOptions = {}) =>
      decide(run, 'reject', { body, options }),
  }
}
