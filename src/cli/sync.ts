import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { ApiVerb } from './api-verb.ts'
import { show } from './show-object.ts'
import { formatProgress, Progress } from './sync-progress.ts'
import { exitCodeOf, toldRun } from './sync-run-text.ts'
import type { Terminal } from './terminal.ts'

const ended = new Set<unknown>(['completed', 'waiting', 'failed', 'cancelled', 'paused'])

/** `muster sync <directory>`. */
export const sync: ApiVerb = {
  name: 'sync',
  summary: "read a directory's source now",
  actions: {
    '': {
      takes: ['directory'],
      usage: '[--full] [--watch]',
      options: { full: { type: 'boolean' }, watch: { type: 'boolean' } },
      async run(given, api, terminal) {
        const path = `/directories/${encodeURIComponent(given.argument('directory'))}/sync_runs`
        const run = await api.post(path, { kind: given.isSet('full') ? 'full' : 'incremental' })
        if (!given.isSet('watch'))
          return { json: run, text: `The ${show(run.kind)} run ${show(run.id)} is ${show(run.state)}.` }
        const stopping = new AbortController()
        using _ = terminal.onInterrupt?.(() => stopping.abort())
        const last = await watch({ path: `${path}/${show(run.id)}`, api, terminal, signal: stopping.signal })
        if (last) return { json: last, text: toldRun(last), exitCode: exitCodeOf(last) }
        const again = `"muster sync ${given.argument('directory')} --watch" shows it again`
        const text = `The run ${show(run.id)} goes on: ${again}, "muster runs cancel ${show(run.id)}" ends it.`
        return { json: run, text, exitCode: 130 }
      },
    },
  },
  notes: `  --full    read everything, not only what has changed
  --watch   show how far it is, and end with 0 when it is done, 2 when removals wait for a decision, else 1.
            Ctrl-C ends the showing, with 130; the run goes on`,
}

type Watch = {
  readonly path: string
  readonly api: ApiClient
  readonly terminal: Terminal
  /** Aborted when the person does not want to see more. */
  readonly signal: AbortSignal
}

// A proxy may end each stream at once.
const againAfterMs = 500

/**
 * Shows how far a run is until it ends or pauses, and gives it as it is then; null when `signal` is aborted before. A stream
 * that breaks off is followed again.
 */
async function watch(watched: Watch): Promise<ApiObject | null> {
  const { path, api, signal } = watched
  while (!signal.aborted) {
    await showProgress(watched)
    if (signal.aborted) return null
    const run = await api.get(path)
    if (ended.has(run.state)) return run
    await wait(againAfterMs, undefined, { signal }).catch(() => {})
  }
  return null
}

async function showProgress({ path, api, terminal, signal }: Watch): Promise<void> {
  let last = ''
  try {
    for await (const object of api.follow(`${path}/progress`, signal)) {
      const text = formatProgress(Progress.parse(object))
      if (terminal.draw) terminal.draw(text)
      else if (text !== last) terminal.tell?.(text)
      last = text
      if (object.state === 'paused') return
    }
  } catch (error) {
    if (error instanceof AppError && !signal.aborted) throw error
  } finally {
    terminal.draw?.('')
  }
}
