import { useSession } from '../session.ts'
import { strings } from './strings.en.ts'

/** Whether the reader may do something, and why not. */
export type Allowed = { readonly may: boolean; readonly reason: string | null }

type AllowedOptions = {
  /** Whether it concerns one organization, so that also who is bound to one may do it. */
  readonly ofOrganization?: boolean
}

/** Whether the reader may do what needs this permission. The server refuses it anyway; the screen says why beforehand. */
export function useAllowed(permission: string, { ofOrganization = false }: AllowedOptions = {}): Allowed {
  const { data: session } = useSession()
  if (!session) return { may: false, reason: null }
  const { permissions, role, organization_id: organization, is_demo: isDemo } = session
  const { reasons, roleNames } = strings
  if (!permissions.includes(permission)) {
    const isRole = role in roleNames
    return { may: false, reason: isRole ? reasons.role(roleNames[role as keyof typeof roleNames]) : reasons.key }
  }
  if (organization !== null && !ofOrganization) return { may: false, reason: isDemo ? reasons.demo : reasons.bound }
  return { may: true, reason: null }
}
