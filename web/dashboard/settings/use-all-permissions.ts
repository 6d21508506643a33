import { useApiQuery } from '../../shared/use-api.ts'
import { useMay, useSession } from '../session.ts'

/** Every permission that there is: what an owner may; without the right to ask, what the reader may. */
export function useAllPermissions(): readonly string[] {
  const mayRead = useMay('settings:read')
  const { data } = useApiQuery('/settings', {}, { isEnabled: mayRead })
  const { data: session } = useSession()
  return data?.roles.find(({ role }) => role === 'owner')?.permissions ?? session?.permissions ?? []
}
