import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import { notify } from '../../shared/notify.ts'
import { useApi } from '../../shared/use-api.ts'
import type { DemoAction, DemoState } from './demo-types.ts'

const key = ['/demo'] as const
const whileMovingInMs = 1500
const usualMs = 10_000

/** The simulated providers, and what is switched. */
export function useDemoState(): UseQueryResult<DemoState, ApiError> {
  const api = useApi()
  return useQuery<DemoState, ApiError>({
    queryKey: key,
    queryFn: () => api.send<DemoState>('GET', '/demo'),
    refetchInterval: ({ state }) => (state.data?.is_ready ? usualMs : whileMovingInMs),
  })
}

/** Lets something happen; `data` says what it was. */
export function useDemoAct(): UseMutationResult<{ readonly sentence: string }, ApiError, DemoAction> {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (action: DemoAction) =>
      api.send<{ readonly sentence: string }>('POST', '/demo/actions', { body: action }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error) => notify({ color: 'red', message: error.message }),
  })
}
