import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react'
import type { WebhookEndpointWithFailures } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { stateOf } from './endpoint-state.ts'
import { FailingDirectories } from './failing-directories.tsx'
import { strings } from './strings.en.ts'

const words = strings.banner

/** Why nothing, or not everything, gets through, and what can be done about it; nothing while all is well. */
export function EndpointBanner({ endpoint }: { readonly endpoint: WebhookEndpointWithFailures }) {
  const state = stateOf(endpoint)
  const { failing_directories: failing } = endpoint
  if (state === 'active' && failing.length === 0) return null
  const isStopped = state === 'paused' || state === 'disabled'
  const title = state === 'paused' || state === 'disabled' ? words[state] : words.failing
  return (
    <Stack gap="sm">
      <Alert
        color={state === 'disabled' ? 'gray' : isStopped ? 'orange' : 'red'}
        variant="light"
        title={title}
        icon={isStopped ? <IconPlayerPause size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
      >
        <Group justify="space-between" align="flex-start" gap="md">
          <Text size="sm" c="inherit" maw={640}>
            <Reason endpoint={endpoint} />
          </Text>
          {state !== 'disabled' && <ResumeButton endpoint={endpoint} />}
        </Group>
      </Alert>
      {failing.length > 0 && (
        <Paper withBorder p="sm">
          <FailingDirectories path="/webhook_endpoints" destination={endpoint} />
        </Paper>
      )}
    </Stack>
  )
}

function Reason({ endpoint }: { readonly endpoint: WebhookEndpointWithFailures }) {
  const { paused_at: pausedAt, paused_reason: reason, failing_directories: failing } = endpoint
  if (pausedAt) {
    return (
      <>
        <Time at={pausedAt} />: {reason}
      </>
    )
  }
  return failing.length > 0 ? words.failingText(failing.length) : null
}

function ResumeButton({ endpoint }: { readonly endpoint: WebhookEndpointWithFailures }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  if (!useMay('webhook_endpoints:write')) return null
  const resume = () => api.post('/webhook_endpoints/{id}/resume', { path: { id: endpoint.id }, body: {} })
  return (
    <Button size="xs" loading={isBusy} onClick={() => void run(resume, { done: words.resumed })}>
      {endpoint.paused_at ? words.resume : words.tryNow}
    </Button>
  )
}
