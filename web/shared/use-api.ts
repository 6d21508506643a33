import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { ApiClient, ApiError, CallOf } from './api-client.ts'
import type { Operations } from './api-types.ts'

/** The API of the app that a part is in: `/dashboard/api` or `/setup/api`. */
export const ApiContext = createContext<ApiClient | null>(null)

/** The API of the app around, typed by paths: `api.get('/directories/{id}', { path: { id } })`. */
export function useApi(): ApiClient {
  const api = useContext(ApiContext)
  if (!api) throw new Error('There is no ApiContext around this part')
  return api
}

type GetPath = keyof Operations extends infer Name ? (Name extends `GET ${infer Path}` ? Path : never) : never
type AnswerOf<P extends string> = `GET ${P}` extends keyof Operations ? Operations[`GET ${P}`]['answer'] : never

export type QueryOptions = {
  /** Read again so often, in milliseconds; what is live comes by `useLive` where it can. */
  readonly every?: number
  readonly isEnabled?: boolean
  /** Shows what was there before while the next page is on its way. */
  readonly keepsPrevious?: boolean
}

/** Reads something of the API and keeps it. Its key is `[path, path parameters, query]`, so that all of a path can be read anew. */
export function useApiQuery<P extends GetPath>(
  path: P,
  call: Omit<CallOf<'GET', P>, 'signal' | 'body'>,
  { every, isEnabled = true, keepsPrevious = true }: QueryOptions = {},
): UseQueryResult<AnswerOf<P>, ApiError> {
  const api = useApi()
  return useQuery<AnswerOf<P>, ApiError>({
    queryKey: apiKey(path, call),
    queryFn: ({ signal }) => (api.get as unknown as Getter<AnswerOf<P>>)(path, { ...call, signal }),
    enabled: isEnabled,
    ...(every !== undefined && { refetchInterval: every }),
    ...(keepsPrevious && { placeholderData: keepPreviousData }),
  })
}

type Getter<Answer> = (path: string, call: object) => Promise<Answer>

/** The key under which `useApiQuery` keeps an answer. */
export function apiKey(path: string, call: { readonly path?: unknown; readonly query?: unknown } = {}) {
  return [path, call.path ?? {}, call.query ?? {}] as const
}
