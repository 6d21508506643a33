import { Anchor, Paper, Skeleton, Stack } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Directory, SyncRun } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { runStringsOf } from '../../shared/sync-runs/run-language.ts'
import { RunProgress } from '../../shared/sync-runs/run-progress.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { GuardPanel } from './guard-panel.tsx'
import { RunDeeds } from './run-deeds.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunTabs } from './run-tabs.tsx'
import { RunTrouble } from './run-trouble.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/directories/$id/runs/$runId')
const words = strings.page
const runWords = runStringsOf('en')

/** D5: one run: how far it is, what it did, what is wrong, and what to do. D6, while its removals wait for a person. */
export function RunPage() {
  const { id, runId } = route.useParams()
  const path = { id, run_id: runId }
  const run = useApiQuery('/directories/{id}/sync_runs/{run_id}', { path }, { every: 10_000, keepsPrevious: false })
  const directory = useApiQuery('/directories/{id}', { path: { id } })
  const error = run.error ?? directory.error
  if (error && !run.data) {
    return <ErrorNotice error={error} title={words.notFound} onRetry={() => void run.refetch()} />
  }
  if (!run.data || !directory.data) return <Skeleton h={320} aria-busy />
  return <Page run={run.data} directory={directory.data} />
}

/** Whoever decides needs the names first. */
function Page({ run, directory }: { readonly run: SyncRun; readonly directory: Directory }) {
  const { kind, trigger, state } = run
  return (
    <>
      <PageHeader
        title={words.titles[kind]}
        badge={<StatusBadge state={state} />}
        breadcrumbs={[
          <Anchor key="list" size="sm" renderRoot={(props) => <Link to="/directories" {...props} />}>
            {words.directories}
          </Anchor>,
          <Anchor
            key="directory"
            size="sm"
            renderRoot={(props) => (
              <Link to="/directories/$id" params={{ id: directory.id }} search={{ tab: 'runs' }} {...props} />
            )}
          >
            {directory.name}
          </Anchor>,
        ]}
        text={
          <>
            {runWords.triggers[trigger]}, <Time at={run.started_at ?? run.created_at} />
          </>
        }
        actions={<RunDeeds run={run} />}
      />
      <Stack gap="lg">
        <GuardPanel run={run} />
        <RunTrouble run={run} />
        {state === 'waiting' && <RunTabs run={run} />}
        <Paper withBorder p="lg">
          <RunProgress run={run} />
        </Paper>
        <RunFacts run={run} />
        {state !== 'waiting' && <RunTabs run={run} />}
      </Stack>
    </>
  )
}
