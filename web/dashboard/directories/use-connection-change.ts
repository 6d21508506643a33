import type { Operations } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

type Body = Operations['PUT /directories/{id}/connection']['body']

/** Changes a part of a directory's connection. */
export function useConnectionChange(directoryId: string) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const change = (body: Body) => {
    const put = () => api.put('/directories/{id}/connection', { path: { id: directoryId }, body })
    return run(put, { done: strings.settings.saved })
  }
  return { change, isBusy }
}
