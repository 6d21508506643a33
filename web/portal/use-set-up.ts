import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiError } from '../shared/api-client.ts'
import type { Directory, DirectorySetup, Provider } from '../shared/api-types.ts'
import { apiKey, useApi, useApiQuery } from '../shared/use-api.ts'
import type { StepName } from './set-up-steps.ts'

/** A directory that is being set up: what it is, by what it is connected, how far it has come. */
export type SetUp = {
  readonly directory: Directory
  readonly provider: Provider
  readonly setup: DirectorySetup
}

/** Everything that can be connected. It is the same for a whole visit. */
export function useProviders() {
  return useApiQuery('/providers', {})
}

/** A directory with its set-up; `data` is undefined until all of it is there. */
export function useSetUp(id: string): { readonly data: SetUp | undefined; readonly error: ApiError | null } {
  const directory = useApiQuery('/directories/{id}', { path: { id } })
  const setup = useApiQuery('/directories/{id}/setup', { path: { id } })
  const providers = useProviders()
  const error = directory.error ?? setup.error ?? providers.error
  if (!directory.data || !setup.data || !providers.data) return { data: undefined, error }
  const provider = providerOf(providers.data.data, { directory: directory.data, setup: setup.data })
  return { data: provider && { directory: directory.data, provider, setup: setup.data }, error }
}

/** The provider that was chosen for a directory, else the one whose type it has. */
export function providerOf(
  providers: readonly Provider[],
  {
    directory,
    setup,
  }: { readonly directory: Pick<Directory, 'type'>; readonly setup: Pick<DirectorySetup, 'provider'> },
): Provider | undefined {
  const ofType = ({ directory_types: types }: Provider) => types.includes(directory.type)
  return providers.find((one) => one.id === setup.provider && ofType(one)) ?? providers.find(ofType)
}

type Progress = {
  readonly provider?: string
  readonly current_step?: string
  readonly steps?: Readonly<Record<string, boolean>>
  readonly is_finished?: boolean
}

/** Keeps how far a set-up has come. It is shown at once, and taken back when it could not be kept. */
export function useKeepProgress(id: string) {
  const api = useApi()
  const client = useQueryClient()
  const key = apiKey('/directories/{id}/setup', { path: { id } })
  return useMutation<DirectorySetup, ApiError, Progress, { before: DirectorySetup | undefined }>({
    mutationFn: (body) => api.put('/directories/{id}/setup', { path: { id }, body }),
    async onMutate(progress) {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<DirectorySetup>(key)
      if (before) client.setQueryData(key, withProgress(before, progress))
      return { before }
    },
    onError: (_error, _progress, kept) => client.setQueryData(key, kept?.before),
    onSuccess: (setup) => client.setQueryData(key, setup),
  })
}

function withProgress(setup: DirectorySetup, { steps = {}, current_step: current }: Progress): DirectorySetup {
  const isKept = (step: string) => steps[step] !== false
  const added = Object.keys(steps).filter((step) => steps[step] && !setup.steps_done.includes(step))
  return {
    ...setup,
    current_step: current ?? setup.current_step,
    steps_done: [...setup.steps_done.filter(isKept), ...added],
  }
}

/** Whether a screen of a set-up is done. */
export function isStepDone({ setup, provider }: Pick<SetUp, 'setup' | 'provider'>, step: StepName): boolean {
  if (setup.finished_at !== null || setup.steps_done.includes(step)) return true
  return step === 'steps' && provider.steps.every((_, index) => setup.steps_done.includes(`guide.${index + 1}`))
}
