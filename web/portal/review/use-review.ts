import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { DirectoryPreview } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'

/** What a sync would do as everything is saved now. The source is read for it, so it is asked again only when somebody wants it. */
export function useReview(
  directoryId: string,
  generation: number | null,
  isEnabled: boolean,
): UseQueryResult<DirectoryPreview, ApiError> {
  const api = useApi()
  return useQuery<DirectoryPreview, ApiError>({
    queryKey: ['review', directoryId, generation],
    queryFn: ({ signal }) => api.post('/directories/{id}/preview', { path: { id: directoryId }, body: {}, signal }),
    enabled: isEnabled && generation !== null,
    staleTime: 300_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}
