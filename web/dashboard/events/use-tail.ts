import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../../shared/live.ts'
import { type LoggedEvent, readEvent } from './logged-event.ts'

/** So many events are kept on the screen; what is older is a page away. */
export const mostShown = 500

// What comes within so many milliseconds is shown together: a page cannot be read faster.
const gatherMs = 200

type TailOptions = {
  /** What the stream is narrowed to, in the words of the API. */
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The newest events when the tail begins, the newest first; undefined until they are known. */
  readonly first: readonly LoggedEvent[] | undefined
  /** While this is true nothing moves: what comes waits. */
  readonly isHeld: boolean
}

export type Tail = {
  readonly events: readonly LoggedEvent[]
  /** How many have come and are not shown yet. */
  readonly waiting: number
  readonly state: LiveState
  /** Shows what waits. */
  show(): void
}

/** Follows the log from the newest event on. */
export function useTail({ query, first, isHeld }: TailOptions): Tail {
  const [events, setEvents] = useState<readonly LoggedEvent[]>(first ?? [])
  const [waiting, setWaiting] = useState(0)
  const gathered = useRef<LoggedEvent[]>([])
  const show = useCallback(() => {
    const fresh = gathered.current
    gathered.current = []
    setWaiting(0)
    if (fresh.length > 0) setEvents((shown) => [...fresh.toReversed(), ...shown].slice(0, mostShown))
  }, [])
  const after = useStart(first)
  const state = useLive(
    '/events/stream',
    ({ data }) => {
      const event = readEvent(data)
      if (event) gathered.current = [...gathered.current, event].slice(-mostShown)
    },
    { isEnabled: first !== undefined, query: { ...query, after } },
  )
  useEffect(() => {
    const timer = setInterval(() => {
      if (isHeld) setWaiting(gathered.current.length)
      else show()
    }, gatherMs)
    return () => clearInterval(timer)
  }, [isHeld, show])
  useEffect(() => {
    if (first) setEvents((shown) => (shown.length > 0 ? shown : first))
  }, [first])
  return { events, waiting, state, show }
}

/** The event after which the stream begins: the newest of those that were there at first, whatever is read later. */
function useStart(first: readonly LoggedEvent[] | undefined): string | undefined {
  const start = useRef<string | undefined>(undefined)
  start.current ??= first?.[0]?.id
  return start.current
}
