import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { DirectoryToken } from '../../shared/api-types.ts'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useFreshTokens } from '../fresh-tokens.tsx'

/** For how long a token still works after its successor was made. */
export const overlapSeconds = 24 * 60 * 60

/** The tokens of a directory that still work, the newest first. */
export function useUsableTokens(directoryId: string, { isEnabled = true } = {}) {
  const path = { id: directoryId }
  const answer = useApiQuery('/directories/{id}/tokens', { path, query: { limit: '100' } }, { isEnabled })
  const isUsable = ({ revoked_at: revoked, expires_at: ends }: DirectoryToken) =>
    revoked === null && (ends === null || Date.parse(ends) > Date.now())
  return { ...answer, tokens: answer.data?.data.filter(isUsable) }
}

/** Makes a token; those before it end after the overlap, or at once. They are ended last, so that one always works. */
export function useMakeToken(directoryId: string) {
  const api = useApi()
  const client = useQueryClient()
  const fresh = useFreshTokens()
  return useMutation<void, ApiError, { readonly before: readonly DirectoryToken[]; readonly endsAtOnce: boolean }>({
    async mutationFn({ before, endsAtOnce }) {
      const path = { id: directoryId }
      const made = await api.post('/directories/{id}/tokens', { path, body: {} })
      fresh.keep(directoryId, made.bearer_token)
      const inSeconds = endsAtOnce ? 0 : overlapSeconds
      const latest = Date.now() + inSeconds * 1000
      for (const { id, expires_at: ends } of before) {
        if (ends !== null && Date.parse(ends) <= latest) continue
        const query = { in_seconds: String(inSeconds) }
        await api.delete('/directories/{id}/tokens/{token_id}', { path: { ...path, token_id: id }, query })
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['/directories/{id}/tokens'] }),
  })
}
