import { useApiQuery } from '../use-api.ts'
import { userLabel } from './user-label.ts'

/** What is chosen and named by its id. */
export type PickedKind = 'organization' | 'directory' | 'group' | 'user' | 'person'

/** What an object is called; undefined while it is not known. */
export function useObjectName(kind: PickedKind, id: string | null | undefined): string | undefined {
  const call = { path: { id: id ?? '' } }
  const is = (wanted: PickedKind) => ({ isEnabled: Boolean(id) && kind === wanted, keepsPrevious: false })
  const organization = useApiQuery('/organizations/{id}', call, is('organization'))
  const directory = useApiQuery('/directories/{id}', call, is('directory'))
  const group = useApiQuery('/directory_groups/{id}', call, is('group'))
  const user = useApiQuery('/directory_users/{id}', call, is('user'))
  const person = useApiQuery('/people/{id}', call, is('person'))
  if (kind === 'person') return person.data?.display_name
  if (kind === 'user') return user.data && userLabel(user.data)
  return { organization, directory, group }[kind].data?.name
}

/** The name of an object, or its id while that is not known. */
export function ObjectName({ kind, id }: { readonly kind: PickedKind; readonly id: string }) {
  return <>{useObjectName(kind, id) ?? '…'}</>
}
