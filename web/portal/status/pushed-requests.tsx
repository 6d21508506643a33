import { Stack, Text, Title } from '@mantine/core'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { ScimRequestList } from '../../shared/scim-request-list.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { statusStrings } from './strings.ts'

const everyMs = 5000

/** The last requests of a provider that pushes, the newest first; what was refused says what to change. */
export function PushedRequests({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(statusStrings).requests
  const path = { id: directoryId }
  const query = { limit: '10' }
  const { data, error, refetch } = useApiQuery('/directories/{id}/scim_requests', { path, query }, { every: everyMs })
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
      {data && data.data.length > 0 && <ScimRequestList requests={data.data} />}
    </Stack>
  )
}
