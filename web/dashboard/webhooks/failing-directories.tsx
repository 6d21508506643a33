import { Button, Group, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WebhookEndpointWithFailures } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { formatNumber } from '../../shared/format.ts'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { ObjectLink } from '../object-link.tsx'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.banner

type Failing = WebhookEndpointWithFailures['failing_directories'][number]

type FailingDirectoriesProps = {
  readonly path: '/webhook_endpoints' | '/sinks'
  readonly destination: { readonly id: string; readonly failing_directories: readonly Failing[] }
}

/** The directories whose events wait because the next of them is refused: why, until when, and what can be done. */
export function FailingDirectories({ path, destination }: FailingDirectoriesProps) {
  const mayWrite = useMay(path === '/sinks' ? 'sinks:write' : 'webhook_endpoints:write')
  const { failing_directories: failing } = destination
  if (failing.length === 0) return null
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing={6} aria-label={words.directory}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.directory}</Table.Th>
            <Table.Th ta="end">{words.waiting}</Table.Th>
            <Table.Th ta="end">{words.attempts}</Table.Th>
            <Table.Th>{words.next}</Table.Th>
            <Table.Th>{words.error}</Table.Th>
            {mayWrite && <Table.Th />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {failing.map((one) => (
            <Row key={one.directory_id} failing={one}>
              {mayWrite && <RowDeeds path={path} id={destination.id} directoryId={one.directory_id} />}
            </Row>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ failing, children }: { readonly failing: Failing; readonly children: ReactNode }) {
  const name = useObjectName('directory', failing.directory_id)
  return (
    <Table.Tr>
      <Table.Td>
        <ObjectLink kind="directory" id={failing.directory_id}>
          {name}
        </ObjectLink>
      </Table.Td>
      <Table.Td ta="end">{formatNumber(failing.waiting_events)}</Table.Td>
      <Table.Td ta="end">{formatNumber(failing.attempts)}</Table.Td>
      <Table.Td>
        {failing.paused_at ? words.pausedDirectory : <Time at={failing.next_attempt_at} missing="–" />}
      </Table.Td>
      <Table.Td>
        <Text size="sm" lineClamp={2} title={failing.last_error ?? undefined}>
          {failing.last_error ?? '–'}
        </Text>
      </Table.Td>
      {children && <Table.Td>{children}</Table.Td>}
    </Table.Tr>
  )
}

type RowDeedsProps = {
  readonly path: FailingDirectoriesProps['path']
  readonly id: string
  readonly directoryId: string
}

function RowDeeds({ path, id, directoryId }: RowDeedsProps) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const resume = (skip: boolean) => {
    const call = { path: { id }, body: { directory_id: directoryId, skip } }
    const done = skip ? words.skipped : words.resumed
    return run<unknown>(
      () =>
        path === '/sinks' ? api.post('/sinks/{id}/resume', call) : api.post('/webhook_endpoints/{id}/resume', call),
      { done },
    )
  }
  const skip = async () => {
    const question = { title: words.skipTitle, text: words.skipText, action: words.skip, isDangerous: true }
    if (await confirm(question)) await resume(true)
  }
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void resume(false)}>
        {words.retry}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" loading={isBusy} onClick={() => void skip()}>
        {words.skip}
      </Button>
    </Group>
  )
}
