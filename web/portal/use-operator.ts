import { useQuery } from '@tanstack/react-query'
import { useApi } from '../shared/use-api.ts'
import type { Branding } from './portal-session.ts'

type PublicBranding = { readonly branding: Branding; readonly contact: string | null }

/** How the operator looks, and whom to ask; also for who has no visit. */
export function useOperator(): PublicBranding {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['/branding'],
    queryFn: () => api.send<PublicBranding>('GET', '/branding'),
    staleTime: 600_000,
  })
  return data ?? { branding: { name: null, logo: null, colour: null }, contact: null }
}

/** Where a contact leads: an e-mail address opens a mail with this text. */
export function contactHref(contact: string, mail: { readonly subject: string; readonly body?: string }): string {
  if (/^https?:\/\//.test(contact)) return contact
  const query = Object.entries(mail).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  return `mailto:${contact}?${query.join('&')}`
}
