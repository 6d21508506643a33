import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SyncRun } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { formatDuration, formatNumber } from '../../shared/format.ts'
import { Stat } from '../../shared/stat.tsx'
import { endOf } from '../../shared/sync-runs/run-columns.tsx'
import { Duration, Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'

const words = strings.page

/** What a run did in numbers, and when. */
export function RunFacts({ run }: { readonly run: SyncRun }) {
  const { counts } = run
  const { created, updated, removed, added, ended } = words.changed
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        <Stat label={words.records} value={formatNumber(counts.seen)} hint={words.unchanged(counts.unchanged)} />
        <Stat
          label={words.people}
          value={formatNumber(counts.users_created + counts.users_updated + counts.users_removed)}
          hint={parts([
            [counts.users_created, created],
            [counts.users_updated, updated],
            [counts.users_removed, removed],
          ])}
        />
        <Stat
          label={words.groups}
          value={formatNumber(counts.groups_created + counts.groups_updated + counts.groups_removed)}
          hint={parts([
            [counts.groups_created, created],
            [counts.groups_updated, updated],
            [counts.groups_removed, removed],
          ])}
        />
        <Stat
          label={words.memberships}
          value={formatNumber(counts.memberships_added + counts.memberships_removed)}
          hint={parts([
            [counts.memberships_added, added],
            [counts.memberships_removed, ended],
          ])}
        />
      </SimpleGrid>
      <Paper withBorder p="md">
        <dl style={{ display: 'flex', flexWrap: 'wrap', gap: '12px 32px', margin: 0 }}>
          <Times run={run} />
        </dl>
      </Paper>
    </Stack>
  )
}

function parts(all: readonly (readonly [number, string])[]): string {
  const shown = all.filter(([count]) => count > 0)
  return shown.length === 0 ? '–' : shown.map(([count, word]) => `${formatNumber(count)} ${word}`).join(', ')
}

function Times({ run }: { readonly run: SyncRun }) {
  const { counts, pauses, waited_ms: waited } = run
  const waits = [waited >= 1000 ? formatDuration(waited) : null, pauses > 0 ? words.pauses(pauses) : null]
  return (
    <>
      <Fact label={words.asked}>
        <Time at={run.created_at} form="exact" />
      </Fact>
      <Fact label={words.started}>
        <Time at={run.started_at} form="exact" missing="–" />
      </Fact>
      <Fact label={words.ended}>
        <Time at={run.finished_at} form="exact" missing="–" />
      </Fact>
      <Fact label={words.duration}>
        <Duration from={run.started_at} until={endOf(run)} />
      </Fact>
      <Fact label={words.pages}>{formatNumber(run.pages)}</Fact>
      <Fact label={words.waited}>{waits.filter((part) => part !== null).join(', ') || words.notWaited}</Fact>
      {counts.out_of_scope > 0 && <Fact label={words.left}>{formatNumber(counts.out_of_scope)}</Fact>}
      {counts.refused > 0 && <Fact label={words.refused}>{formatNumber(counts.refused)}</Fact>}
      <Fact label={words.id}>
        <Group gap={2} wrap="nowrap">
          <Text size="sm" ff="monospace">
            {run.id}
          </Text>
          <CopyButton value={run.id} label={words.id} size={22} />
        </Group>
      </Fact>
    </>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  )
}
