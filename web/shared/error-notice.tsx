import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { ApiError } from './api-client.ts'
import { useSharedStrings } from './shared-strings.tsx'

export type ErrorNoticeProps = {
  /** Whatever was thrown; an `ApiError` tells most. Nothing is shown for null and undefined. */
  readonly error: unknown
  readonly title?: string
  readonly onRetry?: () => void
}

/** Says what went wrong, with the code and the request's id for whoever is asked about it, and tries again. */
export function ErrorNotice({ error, title, onRetry }: ErrorNoticeProps) {
  const strings = useSharedStrings()
  if (error === null || error === undefined) return null
  const { text, code, requestId } = toldOf(error, strings.error)
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={title ?? strings.error.title}
      role="alert"
    >
      <Text size="sm" c="inherit">
        {text}
      </Text>
      <Group justify="space-between" mt="xs" gap="sm">
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {code && `${strings.error.code} ${code}`}
          {requestId && ` · ${strings.error.requestId} ${requestId}`}
        </Text>
        {onRetry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={onRetry}>
            {strings.retry}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

type Told = { readonly text: string; readonly code: string | null; readonly requestId: string | null }

function toldOf(error: unknown, strings: { readonly unknown: string; readonly offline: string }): Told {
  if (!(error instanceof ApiError)) return { text: strings.unknown, code: null, requestId: null }
  const { code, requestId, status } = error
  return { text: status === 0 ? strings.offline : error.message || strings.unknown, code, requestId }
}
