import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OrgChart } from '../../shared/api-types.ts'
import { apiKey, useApi, useApiQuery } from '../../shared/use-api.ts'
import { type ChartModel, idsOf, isComplete, type ShownCard, shownCards, toChartModel } from './chart-model.ts'

/** So many cards a browser draws with ease; who wants more reads the list. */
const mostCards = 1_000
/** So many reports of one manager are read at once. */
const mostReports = 500

/** A chart that is looked at: what is shown of it, and what opens and closes. */
export type OpenChart = {
  readonly model: ChartModel
  readonly part: OrgChart
  readonly shown: readonly ShownCard[]
  readonly count: number
  /** Whether there was no room for those that somebody wanted to see. */
  readonly isFull: boolean
  readonly isLoading: (id: string) => boolean
  readonly isOpen: (id: string) => boolean
  readonly toggle: (id: string) => void
}

const path = '/organizations/{id}/org_chart'

/** Reads a chart, two levels around a person or from the top, and what is opened in it. */
export function useOrgChart(organization: string, person: string | undefined) {
  const query = useApiQuery(path, { path: { id: organization }, query: { person, depth: 2 } }, { keepsPrevious: false })
  const [wanted, setWanted] = useState<readonly string[]>([])
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [isFull, setFull] = useState(false)
  const { parts, pending } = useParts(organization, wanted)
  const model = useMemo(() => query.data && toChartModel(query.data, parts), [query.data, parts])
  const shown = useMemo(() => (model ? shownCards(model, closed) : []), [model, closed])
  const count = useMemo(() => idsOf(shown).length, [shown])
  const toggle = (id: string, model: ChartModel) => {
    const isKnown = isComplete(model, id) || wanted.includes(id)
    const isOpening = closed.has(id) || !isKnown
    const there = closed.has(id) ? 0 : (model.children.get(id)?.length ?? 0)
    const isTooMany = isOpening && count + (model.people.get(id)?.reports ?? 0) - there > mostCards
    setFull(isTooMany)
    if (isTooMany) return
    if (!isKnown) setWanted([...wanted, id])
    setClosed(isOpening ? without(closed, id) : new Set([...closed, id]))
  }
  if (!(query.data && model)) return { query, chart: null }
  const chart: OpenChart = {
    ...{ model, part: query.data, shown, count, isFull },
    isLoading: (id) => pending[wanted.indexOf(id)] ?? false,
    isOpen: (id) => !closed.has(id) && (model.children.get(id)?.length ?? 0) > 0,
    toggle: (id) => toggle(id, model),
  }
  return { query, chart }
}

function useParts(organization: string, wanted: readonly string[]) {
  const api = useApi()
  return useQueries({
    queries: wanted.map((person) => {
      const call = { path: { id: organization }, query: { person, depth: 1, limit: mostReports } }
      return { queryKey: apiKey(path, call), queryFn: () => api.get(path, call) }
    }),
    combine: combineParts,
  })
}

type PartRead = { readonly data: OrgChart | undefined; readonly isPending: boolean }

function combineParts(reads: readonly PartRead[]) {
  const parts = reads.flatMap(({ data }) => data ?? [])
  return { parts, pending: reads.map(({ isPending }) => isPending) }
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((one) => one !== id))
}
