import type { Logger } from './log.ts'

const hour = 60 * 60 * 1000

/** Does something now and every hour, until it is stopped; what fails is a warning, said in `failure`, and done again. */
export function startHourly(
  task: () => Promise<void>,
  { log, failure }: { readonly log: Logger; readonly failure: string },
): { stop(): Promise<void> } {
  const run = () =>
    task().catch((error: unknown) => log.warn({ err: error }, `${failure}; it is tried again in an hour`))
  let running = run()
  const timer = setInterval(() => {
    running = run()
  }, hour).unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
