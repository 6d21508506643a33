import { Alert, Button, Group, List, Loader, Modal, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { CheckReport } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { useApi } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.check

type CheckDialogProps = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly directoryId: string
}

/** Asks the source what the stored credential sees, and tells of it. */
export function CheckDialog({ opened, onClose, directoryId }: CheckDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.title} size={560}>
      <Check directoryId={directoryId} onClose={onClose} />
    </Modal>
  )
}

function Check({ directoryId, onClose }: Omit<CheckDialogProps, 'opened'>) {
  const api = useApi()
  const { data, error, isFetching, refetch } = useQuery<CheckReport, ApiError>({
    queryKey: ['check of a connection', directoryId],
    queryFn: () => api.post('/directories/{id}/connection/check', { path: { id: directoryId }, body: {} }),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <Stack gap="md" aria-busy={isFetching}>
      {isFetching && (
        <Group gap="sm" role="status">
          <Loader size="sm" />
          <Text size="sm">{words.running}</Text>
        </Group>
      )}
      {!isFetching && <ErrorNotice error={error} />}
      {!isFetching && data && <Report report={data} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={isFetching} onClick={() => void refetch()}>
          {words.again}
        </Button>
        <Button onClick={onClose}>{words.close}</Button>
      </Group>
    </Stack>
  )
}

const marks = {
  ok: { color: 'green', Icon: IconCheck },
  warning: { color: 'orange', Icon: IconAlertTriangle },
  error: { color: 'red', Icon: IconX },
} as const

function Report({ report }: { readonly report: CheckReport }) {
  const { is_usable: isUsable, findings, users, groups, missing } = report
  return (
    <>
      <Alert color={isUsable ? 'green' : 'red'} variant="light" title={isUsable ? words.usable : words.unusable}>
        <Text size="sm" c="inherit">
          {words.users}: {countOf(users)} · {words.groups}: {countOf(groups)}
        </Text>
      </Alert>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {findings.map(({ code, level, text }) => (
          <Finding key={`${code} ${text}`} level={level} text={text} />
        ))}
      </Stack>
      {missing.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {words.missing}
          </Text>
          <List size="sm">
            {missing.map((right) => (
              <List.Item key={right}>
                <code>{right}</code>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  )
}

function Finding({ level, text }: { readonly level: keyof typeof marks; readonly text: string }) {
  const { color, Icon } = marks[level]
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={color} size={22} radius="xl" role="img" aria-label={level}>
        <Icon size={14} />
      </ThemeIcon>
      <Text size="sm">{text}</Text>
    </Group>
  )
}

function countOf({ count, is_at_least: isAtLeast }: CheckReport['users']): string {
  if (count === null) return words.unknown
  return isAtLeast ? words.atLeast(count) : formatNumber(count)
}
