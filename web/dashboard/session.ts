import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ApiError } from '../shared/api-client.ts'
import { useApi } from '../shared/use-api.ts'

/** Who reads the dashboard, and what they may do. */
export type Session = {
  readonly object: 'session'
  readonly name: string
  readonly email: string | null
  readonly role: string
  readonly permissions: readonly string[]
  /** The one organization that is shown; null for all. */
  readonly organization_id: string | null
  readonly is_demo: boolean
  readonly version: string
}

export const sessionKey = ['/me'] as const

/** The session of this browser; refused with 401 where there is none. */
export function useSession(): UseQueryResult<Session, ApiError> {
  const api = useApi()
  return useQuery<Session, ApiError>({
    queryKey: sessionKey,
    queryFn: () => api.send<Session>('GET', '/me'),
    staleTime: 60_000,
  })
}

/** Whether the reader's role allows this; buttons of what it does not are disabled, and the server refuses it anyway. */
export function useMay(permission: string): boolean {
  const { data } = useSession()
  return data !== undefined && (data.permissions.includes('*') || data.permissions.includes(permission))
}
