import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { Explanation } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useStrings } from '../language.tsx'
import { personStrings } from './strings.ts'

/** Tries a person again: its problem alone where it has one, which is quick, else by a run of the directory. */
export function SyncPerson({ explanation }: { readonly explanation: Explanation }) {
  const strings = useStrings(personStrings)
  const api = useApi()
  const deed = useDeed()
  const { directory_id: id, problems } = explanation
  const problem = problems.find(({ retry_at: retryAt }) => retryAt !== null)
  const work = () =>
    problem
      ? api.post('/directories/{id}/problems/{problem_id}/retry', { path: { id, problem_id: problem.id } })
      : api.post('/directories/{id}/sync_runs', { path: { id }, body: {} })
  return (
    <Button
      variant="default"
      loading={deed.isBusy}
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => void deed.run<unknown>(work, { done: strings.syncStarted })}
    >
      {problem ? strings.retryNow : strings.syncNow}
    </Button>
  )
}
