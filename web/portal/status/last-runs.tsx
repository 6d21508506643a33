import { Stack, Table, Text, Title } from '@mantine/core'
import type { SyncRun } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Duration, Time } from '../../shared/time.tsx'
import { useLanguage, useStrings } from '../language.tsx'
import type { StatusStrings } from './strings.en.ts'
import { statusStrings } from './strings.ts'

export type LastRunsProps = { readonly runs: readonly SyncRun[]; readonly isLoading: boolean; readonly error: unknown }

/** The last runs: when, how they ended, what they changed. */
export function LastRuns({ runs, isLoading, error }: LastRunsProps) {
  const strings = useStrings(statusStrings).runs
  return (
    <Stack gap="sm">
      <Title order={2} fz="lg">
        {strings.title}
      </Title>
      <ErrorNotice error={error} />
      {isLoading && <PanelSkeleton rows={3} />}
      {!isLoading && runs.length === 0 && (
        <Text size="sm" c="dimmed">
          {strings.none}
        </Text>
      )}
      {runs.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table aria-label={strings.title} verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{strings.when}</Table.Th>
                <Table.Th>{strings.state}</Table.Th>
                <Table.Th>{strings.what}</Table.Th>
                <Table.Th>{strings.took}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}

function RunRow({ run }: { readonly run: SyncRun }) {
  const strings = useStrings(statusStrings).runs
  const { language } = useLanguage()
  const changes = changesOf(run, strings, language)
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
        <Time at={run.started_at ?? run.created_at} />
      </Table.Td>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <StatusBadge state={run.state} size="sm" />
      </Table.Td>
      <Table.Td>
        <Text size="sm">{changes.length > 0 ? changes.join(', ') : strings.nothing}</Text>
        <Text size="xs" c="dimmed">
          {run.error_text ?? strings.kinds[run.kind]}
        </Text>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
        {run.finished_at ? <Duration from={run.started_at} until={run.finished_at} /> : '–'}
      </Table.Td>
    </Table.Tr>
  )
}

function changesOf({ counts }: SyncRun, strings: StatusStrings['runs'], language: string): string[] {
  const groups = counts.groups_created + counts.groups_updated + counts.groups_removed
  const told = [
    [strings.created, counts.users_created],
    [strings.updated, counts.users_updated],
    [strings.removed, counts.users_removed],
    [strings.groupsChanged, groups],
    [strings.refused, counts.refused],
  ] as const
  return told.flatMap(([text, count]) => (count > 0 ? [counted(text, count, language)] : []))
}
