import { useSyncExternalStore } from 'react'
import { useSharedStrings } from './shared-strings.tsx'
import { durationText, exactTime, relativeTime, shortTime } from './time-words.ts'

export type TimeProps = {
  /** An ISO time; nothing is `never`, or what `missing` says. */
  readonly at: string | null | undefined
  readonly missing?: string
  /** `relative`: "3 minutes ago"; `exact`: date and time. */
  readonly form?: 'relative' | 'exact'
}

/** A time as people say it; the exact one, in the reader's zone, is in the title. */
export function Time({ at, missing, form = 'relative' }: TimeProps) {
  const strings = useSharedStrings()
  const now = useMinute()
  if (!at) return <span>{missing ?? strings.never}</span>
  const date = new Date(at)
  const { locale } = strings
  const text =
    form === 'exact'
      ? shortTime(date, locale)
      : relativeTime(date, new Date(Math.max(now, Date.now())), { locale, now: strings.time.now })
  return (
    <time dateTime={at} title={exactTime(date, locale)} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </time>
  )
}

export type DurationProps = {
  readonly from: string | null | undefined
  /** Left out: until now, counted on by the second. */
  readonly until?: string | null | undefined
}

/** How long something took, or has been going on. */
export function Duration({ from, until }: DurationProps) {
  const { locale } = useSharedStrings()
  const now = useSecond(Boolean(from) && !until)
  if (!from) return <span>–</span>
  const end = until ? Date.parse(until) : now
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{durationText(end - Date.parse(from), locale)}</span>
}

type Ticker = { readonly subscribe: (listener: () => void) => () => void; readonly read: () => number }

/** One timer for all that is shown, as long as something is. */
function createTicker(every: number): Ticker {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    read: () => now,
    subscribe(listener) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(tick, every)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

const minutes = createTicker(60_000)
const seconds = createTicker(1000)
const still: Ticker = { read: () => 0, subscribe: () => () => {} }

/** Renders anew every minute. */
export function useMinute(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

function useSecond(isNeeded: boolean): number {
  const ticker = isNeeded ? seconds : still
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
