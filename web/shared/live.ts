import { useEffect, useRef, useState } from 'react'
import type { QueryValue } from './api-client.ts'
import { useApi } from './use-api.ts'

/** `closed`: it is switched off, or the server has said all that there was. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'closed'

export type LiveOptions = {
  /** Switched off as long as this is false. */
  readonly isEnabled?: boolean
  readonly query?: Readonly<Record<string, QueryValue>>
  /** Names of the events beside the unnamed ones. */
  readonly eventNames?: readonly string[]
  /** True for a message after which there is nothing more. */
  readonly isLast?: (message: LiveMessage) => boolean
}

/** A message of a stream. `data` is JSON that was read; `id` the place to go on from. */
export type LiveMessage = { readonly data: unknown; readonly id: string; readonly name: string }

/** After what time a stream that broke off is opened again; the last one for all further times. */
const waits = [500, 1000, 2000, 5000, 10_000]

/**
 * Follows a stream of server-sent events of the API: `useLive('/events/stream', (message) => …)`. A path of null is none.
 * Breaks are mended, with the last id that was seen, which the browser sends.
 */
export function useLive(
  path: string | null,
  onMessage: (message: LiveMessage) => void,
  { isEnabled = true, query, eventNames = [], isLast }: LiveOptions = {},
): LiveState {
  const api = useApi()
  const [state, setState] = useState<LiveState>('connecting')
  const latest = useRef({ onMessage, isLast })
  useEffect(() => {
    latest.current = { onMessage, isLast }
  })
  const address = path === null || !isEnabled ? null : api.address(path, query)
  const names = eventNames.join(' ')
  useEffect(() => {
    if (address === null) {
      setState('closed')
      return
    }
    setState('connecting')
    return follow(address, {
      names: names === '' ? [] : names.split(' '),
      onState: setState,
      onMessage(message) {
        latest.current.onMessage(message)
        return latest.current.isLast?.(message) ?? false
      },
    })
  }, [address, names])
  return state
}

type Follower = {
  readonly names: readonly string[]
  readonly onState: (state: LiveState) => void
  /** True: that was all. */
  readonly onMessage: (message: LiveMessage) => boolean
}

function follow(address: string, { names, onState, onMessage }: Follower): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  const end = () => {
    clearTimeout(timer)
    source?.close()
    source = null
  }
  const receive = (event: MessageEvent<string>) => {
    const message = { data: readJson(event.data), id: event.lastEventId, name: event.type }
    if (!onMessage(message)) return
    end()
    onState('closed')
  }
  const open = () => {
    source = new EventSource(address)
    source.addEventListener('open', () => {
      failures = 0
      onState('live')
    })
    for (const name of ['message', ...names]) source.addEventListener(name, receive)
    source.addEventListener('error', () => {
      onState('reconnecting')
      // What the browser gives up (an answer that is no stream) is opened again here; all else it mends by itself.
      if (source?.readyState !== EventSource.CLOSED) return
      end()
      timer = setTimeout(open, waits[Math.min(failures, waits.length - 1)])
      failures += 1
    })
  }
  open()
  return end
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
