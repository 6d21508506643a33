import { Alert, Button, Group, List, Loader, Modal, SimpleGrid, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFlask } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { DirectoryPreview } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { Stat } from '../../shared/stat.tsx'
import { useApi } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.dryRun

/** Says what a run would do now, without doing it. */
export function DryRunButton({ directoryId }: { readonly directoryId: string }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" leftSection={<IconFlask size={16} aria-hidden />} onClick={open}>
        {words.button}
      </Button>
      <Modal opened={isOpen} onClose={close} title={words.title} size={600} centered>
        {isOpen && <DryRun directoryId={directoryId} />}
      </Modal>
    </>
  )
}

function DryRun({ directoryId }: { readonly directoryId: string }) {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: ['dry run', directoryId],
    queryFn: () => api.post('/directories/{id}/preview', { path: { id: directoryId }, body: {} }),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <Group gap="sm" role="status" aria-busy>
        <Loader size="sm" />
        <Text size="sm">{words.reading}</Text>
      </Group>
    )
  }
  return <Found preview={data} />
}

function Found({ preview: { users, groups, first, held, is_whole: isWhole } }: { readonly preview: DirectoryPreview }) {
  return (
    <Stack gap="md">
      <Text size="sm">{isWhole ? words.whole : words.partly}</Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Stat label={words.create} value={formatNumber(users.create)} />
        <Stat label={words.update} value={formatNumber(users.update)} />
        <Stat label={words.deactivate} value={formatNumber(users.deactivate)} tone={held ? 'attention' : 'plain'} />
        <Stat label={words.unchanged} value={formatNumber(users.unchanged)} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {words.groups(groups.create, groups.update)}
      </Text>
      {held && (
        <Alert color="orange" title={words.held}>
          {held}
        </Alert>
      )}
      {first.length > 0 && (
        <List size="sm" spacing={2}>
          {first.map(({ id, name, change, text }) => (
            <List.Item key={`${change} ${id}`}>
              {words.changes[change]}: {name}
              {text && `: ${text}`}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}
