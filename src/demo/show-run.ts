import { setTimeout as wait } from 'node:timers/promises'
import type { ApiRun, MusterApi } from './muster-api.ts'
import { progressLine, type Style } from './tail-text.ts'

const pollMs = 700

type Showing = {
  readonly api: MusterApi
  readonly directory: string
  readonly style: Style
  readonly print: (line: string) => void
  readonly signal: AbortSignal
}

/** Prints how far a run of a directory is, a line whenever that has changed, until it has listed everything. */
export async function showRun(runId: string, { api, directory, style, print, signal }: Showing): Promise<void> {
  let shown = 0
  while (!signal.aborted) {
    const run = await api.findRun(runId)
    const isNews = run.counts.seen > shown
    if (isNews) print(progressLine(directory, run, style))
    shown = run.counts.seen
    if (!isListing(run)) return
    await wait(pollMs, undefined, { signal })
  }
}

function isListing({ state, phase }: ApiRun): boolean {
  return state === 'queued' || (state === 'running' && phase === 'listing')
}
