import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { Connection } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { apiKey, useApi, useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'

/** The address at which a source tells that something changed, for those where an administrator enters it. */
export function WakeUpPanel({ directoryId }: { readonly directoryId: string }) {
  const { settings } = useStrings(setupStrings)
  const api = useApi()
  const client = useQueryClient()
  const path = { id: directoryId }
  const { data } = useApiQuery('/directories/{id}/connection', { path })
  const make = useMutation<Connection, ApiError>({
    mutationFn: () => api.post('/directories/{id}/connection/wake_ups', { path }),
    onSuccess: (connection) => client.setQueryData(apiKey('/directories/{id}/connection', { path }), connection),
  })
  const url = data?.wake_up_url ?? null
  return (
    <Paper withBorder p="md">
      <Stack gap="sm" align="stretch">
        <Title order={2} fz="md">
          {settings.wakeUps}
        </Title>
        <Text size="sm" c="dimmed">
          {settings.wakeUpsText}
        </Text>
        {url !== null && (
          <>
            <CopyField label={settings.wakeUpUrl} value={url} />
            <CopyField label={settings.wakeUpSecret} value={url.split('/').at(-1) ?? ''} secret />
          </>
        )}
        <ErrorNotice error={make.error} />
        <Button
          variant="default"
          size="xs"
          loading={make.isPending}
          onClick={() => make.mutate()}
          style={{ alignSelf: 'flex-start' }}
        >
          {url === null ? settings.makeWakeUps : settings.renewWakeUps}
        </Button>
      </Stack>
    </Paper>
  )
}
