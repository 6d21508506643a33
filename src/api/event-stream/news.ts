import { createWaker } from '../../events/waker.ts'

/** Calls `listener` whenever there may be something new; returns how to stop that. */
export type OnNews = (listener: () => void) => () => void

/** Sleeps until there is news, a time has passed, or the signal is aborted. News that comes while nobody sleeps is kept. */
export type News = { arrived(milliseconds: number): Promise<void>; stop(): void }

/** Listens for news; `stop` it when nobody waits any more. */
export function createNews(onNews: OnNews, signal: AbortSignal): News {
  const waker = createWaker()
  const stop = onNews(waker.wake)
  return { arrived: (milliseconds) => waker.wait(milliseconds, signal), stop }
}
