import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { ApiError } from '../api-client.ts'
import type { DirectoryPreview, MappingPreview } from '../api-types.ts'
import { useApi } from '../use-api.ts'
import type { Line } from './mapping-draft.ts'

/** Somebody of the source with what a mapping makes of it. */
export type PreviewedUser = MappingPreview['users'][number]

const pauseMs = 600

/** What unsaved lines make of the first people whom a search finds; asked a moment after the last change. */
export function useMappingPreview(
  directoryId: string,
  wanted: { readonly search: string; readonly lines: readonly Line[] },
) {
  const api = useApi()
  // By its text: an object of each rendering would be another one each time.
  const [key] = useDebouncedValue(JSON.stringify(wanted), pauseMs)
  const { search, lines }: typeof wanted = JSON.parse(key)
  return useQuery<MappingPreview, ApiError>({
    queryKey: ['mapping preview', directoryId, key],
    queryFn: ({ signal }) =>
      api.post('/directories/{id}/mapping/preview', {
        path: { id: directoryId },
        body: { search, mapping: [...lines] },
        signal,
      }),
    placeholderData: keepPreviousData,
    // The source is asked each time, so it is not asked again because a window got the focus.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** Counts over the people of the source, with unsaved lines: only when somebody asks for it, because all of them are read. */
export function useCounts(directoryId: string) {
  const api = useApi()
  return useMutation<DirectoryPreview, ApiError, readonly Line[]>({
    mutationFn: (lines) =>
      api.post('/directories/{id}/preview', { path: { id: directoryId }, body: { mapping: [...lines] } }),
  })
}
