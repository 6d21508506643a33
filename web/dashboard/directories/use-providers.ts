import type { Provider } from '../../shared/api-types.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'

/** Everything that can be connected. Empty until it is loaded, and for those who may not read it. */
export function useProviders(): readonly Provider[] {
  const mayRead = useMay('connections:read')
  const { data } = useApiQuery('/providers', { query: { limit: '100' } }, { isEnabled: mayRead })
  return data?.data ?? []
}

/** The provider of directories of this type. */
export function providerOf(providers: readonly Provider[], type: string): Provider | undefined {
  return providers.find(({ directory_types }) => directory_types.includes(type))
}

/** What the provider of a type is called; its type, where none is known. */
export function providerName(providers: readonly Provider[], type: string): string {
  return providerOf(providers, type)?.name ?? type
}
