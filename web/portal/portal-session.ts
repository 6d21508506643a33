import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ApiError } from '../shared/api-client.ts'
import { useApi } from '../shared/use-api.ts'

/** How the operator's portal looks. */
export type Branding = { readonly name: string | null; readonly logo: string | null; readonly colour: string | null }

/** Whose directory is set up here, and for whom. */
export type PortalSession = {
  readonly object: 'portal_session'
  readonly organization: { readonly id: string; readonly name: string }
  readonly branding: Branding
  /** Where to ask for a new link: an e-mail address or an https address. */
  readonly contact: string | null
  readonly return_url: string | null
  readonly success_url: string | null
  /** Until when the page stays open. */
  readonly until: string
  /** Until when the link can be opened, also by somebody to whom it is passed on. */
  readonly link_expires_at: string
  /** The directory that the link is for, when it names one. */
  readonly directory_id: string | null
}

export const portalSessionKey = ['/me'] as const

/** The visit of this browser; refused with 401 where there is none. */
export function usePortalSession({ isEnabled = true } = {}): UseQueryResult<PortalSession, ApiError> {
  const api = useApi()
  return useQuery<PortalSession, ApiError>({
    queryKey: portalSessionKey,
    queryFn: () => api.send<PortalSession>('GET', '/me'),
    staleTime: 60_000,
    enabled: isEnabled,
  })
}

/** The visit, on screens that are shown only where there is one. */
export function useVisit(): PortalSession {
  const { data } = usePortalSession()
  if (!data) throw new Error('This screen needs a visit')
  return data
}
