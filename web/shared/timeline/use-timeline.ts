import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ApiError } from '../api-client.ts'
import type { ListMetadata, TimelineEntry } from '../api-types.ts'
import { useApi } from '../use-api.ts'

/** A page of a timeline. */
export type TimelinePage = { readonly data: readonly TimelineEntry[]; readonly list_metadata: ListMetadata }

type Of = '/directory_users/{id}/timeline' | '/directory_groups/{id}/timeline' | '/people/{id}/timeline'

/** Reads a timeline, the last first, and older pages as they are asked for. */
export function useTimeline(
  path: Of,
  id: string,
  kinds: readonly string[],
): UseInfiniteQueryResult<InfiniteData<TimelinePage>, ApiError> {
  const api = useApi()
  return useInfiniteQuery<TimelinePage, ApiError, InfiniteData<TimelinePage>, readonly unknown[], string | undefined>({
    queryKey: [path, { id }, { kinds }],
    queryFn: ({ pageParam, signal }) =>
      api.get(path, { path: { id }, query: { limit: 50, kinds, after: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.list_metadata.after ?? undefined,
  })
}
