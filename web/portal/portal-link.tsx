import { Link, Navigate, type NavigateOptions, useNavigate, useSearch } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, forwardRef, useCallback } from 'react'

// The types of the router know the dashboard's addresses: one program registers one router. These take any address.
type AnyTo = NavigateOptions['to']

export type PortalLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** An address of the portal: `/directories/directory_…/steps`. */
  readonly to: string
}

/** A link within the portal. */
export const PortalLink = forwardRef<HTMLAnchorElement, PortalLinkProps>(function PortalLink({ to, ...rest }, ref) {
  return <Link ref={ref} to={to as AnyTo} {...rest} />
})

/** Goes to an address of the portal as soon as it is shown, in place of the present one. */
export function GoTo({ to }: { readonly to: string }) {
  return <Navigate to={to as AnyTo} replace />
}

/** Goes to an address of the portal. */
export function useGo(): (to: string) => Promise<void> {
  const navigate = useNavigate()
  return useCallback((to: string) => navigate({ to: to as AnyTo }), [navigate])
}

/** What stands in the query of the address, and how to change it without a new entry in the history. */
export function useSearchTexts() {
  const texts = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>
  const navigate = useNavigate()
  const set = useCallback(
    (changed: Readonly<Record<string, string | undefined>>) =>
      navigate({ to: '.' as AnyTo, search: ((before: object) => ({ ...before, ...changed })) as never, replace: true }),
    [navigate],
  )
  return { texts, set }
}
