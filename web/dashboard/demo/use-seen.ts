import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../../shared/live.ts'
import { useApi } from '../../shared/use-api.ts'
import type { EventItem, HappeningItem, RequestItem, Seen, WebhookItem } from './demo-types.ts'

/** What a column shows: more than anybody reads while it is live. */
const kept = 60
const gatherMs = 200

type DemoItem = RequestItem | HappeningItem | WebhookItem

/** What there is to see, live, and whether it is. */
export function useSeen(): { readonly seen: Seen; readonly state: LiveState } {
  const [requests, addRequest] = useNewest<RequestItem | HappeningItem>()
  const [webhooks, addWebhook] = useNewest<WebhookItem>()
  const [events, addEvent] = useNewest<EventItem>()
  const { data: before } = useRecentEvents()
  const state = useLive('/demo/stream', ({ data }) => {
    const item = data as DemoItem
    if (item.object === 'demo_webhook') addWebhook(item)
    else addRequest(item)
  })
  const newest = before?.[0]?.id
  useLive('/events/stream', ({ data }) => addEvent(data as EventItem), {
    isEnabled: before !== undefined,
    query: { include: 'log_entry', ...(newest !== undefined && { after: newest }) },
  })
  return { state, seen: { requests, webhooks, events: [...events, ...(before ?? [])].slice(0, kept) } }
}

/** The events of before, newest first. */
function useRecentEvents() {
  const api = useApi()
  return useQuery({
    queryKey: ['demo-events'],
    queryFn: async () => {
      const query = { order: 'desc', limit: 60, include: 'log_entry' }
      return (await api.send<{ readonly data: readonly EventItem[] }>('GET', '/events', { query })).data
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** Gathers what comes, so that hundreds at once are drawn once. Gives the newest first; nothing twice. */
function useNewest<Item extends { readonly id: string }>(): readonly [readonly Item[], (item: Item) => void] {
  const [items, setItems] = useState<readonly Item[]>([])
  const waiting = useRef<Item[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const add = useCallback((item: Item) => {
    waiting.current.push(item)
    if (waiting.current.length > 1) return
    timer.current = setTimeout(() => {
      const added = waiting.current.splice(0).reverse()
      setItems((known) => {
        const ids = new Set(known.map(({ id }) => id))
        return [...added.filter(({ id }) => !ids.has(id)), ...known].slice(0, kept)
      })
    }, gatherMs)
  }, [])
  return [items, add]
}
