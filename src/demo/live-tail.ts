import { setTimeout as wait } from 'node:timers/promises'
import { isJsonObject } from '../model/json.ts'
import { type CompanyApi, openCompanyApi } from './company-api.ts'
import { createSendJson } from './json-http.ts'
import { type ApiEvent, type MusterApi, openMusterApi } from './muster-api.ts'
import { showRun } from './show-run.ts'
import { tailLines } from './tail-lines.ts'
import { banner, happeningLine, rushLine } from './tail-text.ts'
import type { HappeningReport } from './trickle.ts'

export type LiveTailOptions = {
  /** Where the server listens: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly apiKey: string
  /** Where the lines go: `process.stdout`. Colored when it is a terminal, unless NO_COLOR is set (no-color.org). */
  readonly output: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/** The running tail: `tell` puts a happening between the events, `finished` resolves when the signal has ended it. */
export type LiveTail = { tell(report: HappeningReport): void; readonly finished: Promise<void> }

const pollMs = 400
const pageSize = 100

// More than this between two looks is a sync, not somebody's doing.
const rushSize = 25

/**
 * Prints a banner and then, until the signal, one line for each new event. While events come in hundreds, as in an
 * initial sync, one line counts them instead.
 */
export function startLiveTail(options: LiveTailOptions): LiveTail {
  const { url, apiKey, output, signal } = options
  const style = { color: output.isTTY === true && !options.environment.NO_COLOR }
  const print = (line: string) => output.write(`${line}\n`)
  print(banner({ url, apiKey }, style))
  const server = { url, apiKey, send: createSendJson({ signal, onRetry: () => {} }) }
  const [api, company] = [openMusterApi(server), openCompanyApi(server)]
  const finished = follow({ api, company, style, output, print, signal }).catch((error: unknown) => {
    if (!signal.aborted) print(`The live tail has stopped: ${error instanceof Error ? error.message : String(error)}`)
  })
  return { tell: (report) => print(happeningLine(report, style)), finished }
}

type Tail = {
  readonly api: MusterApi
  readonly company: CompanyApi
  readonly style: { readonly color: boolean }
  readonly output: LiveTailOptions['output']
  readonly print: (line: string) => void
  readonly signal: AbortSignal
}

async function follow(tail: Tail): Promise<void> {
  const { api, signal } = tail
  const names = directoryNames(api)
  let [last] = await api.listEvents({ order: 'desc', limit: 1 })
  let rush: ApiEvent[] = []
  const where = (event: ApiEvent) => names(directoryIdOf(event))
  const linesOf = (events: readonly ApiEvent[]) =>
    tailLines(events, { api: tail.company, names: where, style: tail.style })
  while (!signal.aborted) {
    const events = await api.listEvents({ order: 'asc', limit: pageSize, ...(last ? { after: last.id } : {}) })
    last = events.at(-1) ?? last
    for (const event of events) showProgress(event, tail, names)
    const isRush = events.length > rushSize || (rush.length > 0 && events.length > 0)
    if (isRush) rush = showRush(tail, [...rush, ...events])
    else rush = endRush(tail, rush)
    if (!isRush) for (const line of await linesOf(events)) tail.print(line)
    if (events.length < pageSize) await wait(pollMs, undefined, { signal })
  }
}

/** The progress of a run that begins, beside the events; a run that cannot be read any more is not worth a word. */
function showProgress(event: ApiEvent, tail: Tail, names: (id: string) => Promise<string>): void {
  const runId = event.data.id
  if (event.event !== 'muster.sync_run.started' || typeof runId !== 'string') return
  names(directoryIdOf(event))
    .then((directory) => showRun(runId, { ...tail, directory }))
    .catch(() => {})
}

function showRush({ output, style }: Tail, events: ApiEvent[]): ApiEvent[] {
  if (output.isTTY) output.write(`\r${rushLine(events, style)}`)
  return events
}

/** The end of a rush is its last count, on a line that stays. */
function endRush({ output, style, print }: Tail, events: ApiEvent[]): ApiEvent[] {
  if (events.length > 0) print(`${output.isTTY ? '\r' : ''}${rushLine(events, style)}\n`)
  return []
}

function directoryIdOf({ data }: ApiEvent): string {
  const id = data.directory_id ?? (isJsonObject(data) && data.object === 'directory' ? data.id : '')
  return typeof id === 'string' ? id : ''
}

/** Names of directories, read again when one is not known yet. */
function directoryNames(api: MusterApi): (id: string) => Promise<string> {
  const names = new Map<string, string>()
  return async (id) => {
    if (!names.has(id)) for (const directory of await api.listDirectories(null)) names.set(directory.id, directory.name)
    return names.get(id) ?? ''
  }
}
