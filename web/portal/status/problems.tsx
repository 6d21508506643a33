import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { SyncProblem } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useStrings } from '../language.tsx'
import { personPath } from '../person/find-person.tsx'
import { PortalLink } from '../portal-link.tsx'
import { statusStrings } from './strings.ts'

const shown = 5

/** Records that could not be taken, each with what to do, and a way to try again. */
export function Problems({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings).problem
  const path = { id: directoryId }
  const { data, error, refetch } = useApiQuery('/directories/{id}/problems', { path, query: { limit: String(shown) } })
  return (
    <Stack gap="sm">
      <Title order={2} fz="lg">
        {strings.title}
      </Title>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {strings.none}
        </Text>
      )}
      {data?.data.map((problem) => (
        <Problem key={problem.id} problem={problem} />
      ))}
      {data?.list_metadata.after && (
        <Text size="sm" c="dimmed">
          {strings.more}
        </Text>
      )}
    </Stack>
  )
}

function Problem({ problem }: { readonly problem: SyncProblem }) {
  const strings = useStrings(statusStrings).problem
  const api = useApi()
  const deed = useDeed()
  const { directory_id: id, id: problemId, name, text, kind, source_id: sourceId, last_seen_at: at } = problem
  const retry = () => api.post('/directories/{id}/problems/{problem_id}/retry', { path: { id, problem_id: problemId } })
  return (
    <Paper withBorder px="md" py="sm">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}{' '}
            <Text span size="sm" c="dimmed" fw={400}>
              <Time at={at} />
            </Text>
          </Text>
          <Text size="sm" mt={2} style={{ overflowWrap: 'anywhere' }}>
            {text}
          </Text>
          {kind === 'user' && (
            <Anchor component={PortalLink} to={personPath(id, sourceId)} size="sm" aria-label={strings.openNamed(name)}>
              {strings.open}
            </Anchor>
          )}
        </div>
        <Button
          variant="default"
          size="xs"
          miw="max-content"
          loading={deed.isBusy}
          aria-label={strings.retryNamed(name)}
          onClick={() => void deed.run(retry, { done: strings.retried })}
        >
          {strings.retry}
        </Button>
      </Group>
    </Paper>
  )
}
