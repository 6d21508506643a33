import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { Directory, Provider } from '../../shared/api-types.ts'
import { apiKey, useApi } from '../../shared/use-api.ts'
import { useFreshTokens } from '../fresh-tokens.tsx'
import { useGo } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'

/** Makes the directory for a provider that was chosen, and goes on to its steps. */
export function useChooseProvider() {
  const api = useApi()
  const client = useQueryClient()
  const go = useGo()
  const tokens = useFreshTokens()
  const { organization } = useVisit()
  return useMutation<Directory, ApiError, Provider>({
    async mutationFn({ id, name, directory_types: [type = ''] }) {
      const { data: there } = await api.get('/directories', { query: { limit: '100', order: 'asc' } })
      // Whoever comes back to the choice goes on with what was begun, instead of beginning once more.
      const begun = there.find((directory) => directory.type === type && directory.state === 'validating')
      if (begun) return begun
      const body = { organization_id: organization.id, name: freeName(name, there), type }
      const { bearer_token: token, ...directory } = await api.post('/directories', { body: body as never })
      if (token) tokens.keep(directory.id, token)
      const path = { id: directory.id }
      const setup = await api.put('/directories/{id}/setup', { path, body: { provider: id, current_step: 'steps' } })
      client.setQueryData(apiKey('/directories/{id}', { path }), directory)
      client.setQueryData(apiKey('/directories/{id}/setup', { path }), setup)
      return directory
    },
    async onSuccess({ id }) {
      await client.invalidateQueries({ queryKey: ['/directories'] })
      await go(`/directories/${id}/steps`)
    },
  })
}

/** The provider's name, with a number where a directory has it already. */
function freeName(name: string, directories: readonly Directory[]): string {
  const taken = new Set(directories.map((directory) => directory.name))
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`
}
