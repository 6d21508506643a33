import { useDebouncedValue } from '@mantine/hooks'
import type { SearchResult } from '../../shared/api-types.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { kindIcons } from './kind-icons.ts'
import { type Entry, type EntryGroup, placeOfResult } from './palette-entry.ts'
import { strings } from './strings.en.ts'

const waitMs = 120

type Found = { readonly groups: readonly EntryGroup[]; readonly isSearching: boolean; readonly hasFailed: boolean }

/** What a text finds, by kind; an empty text finds nothing. */
export function useSearchResults(text: string): Found {
  const [asked] = useDebouncedValue(text, waitMs)
  const isAsked = asked !== ''
  const { data, isFetching, isError } = useApiQuery('/search', { query: { q: asked } }, { isEnabled: isAsked })
  const results = text !== '' && isAsked ? (data?.data ?? []) : []
  return { groups: groupsOf(results), isSearching: text !== '' && (isFetching || asked !== text), hasFailed: isError }
}

function groupsOf(results: readonly SearchResult[]): EntryGroup[] {
  const kinds = [...new Set(results.map(({ kind }) => kind))]
  return kinds.map((kind) => ({
    label: strings.kinds[kind],
    entries: results.filter((result) => result.kind === kind).map(toEntry),
  }))
}

function toEntry(result: SearchResult): Entry {
  const { kind, id, name, detail, state } = result
  return {
    id,
    label: name,
    detail: detail ?? (kind === 'event' ? id : null),
    Icon: kindIcons[kind],
    state,
    place: placeOfResult(result),
    isRemembered: true,
    kind,
  }
}
