import { Badge, Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { SyncRun } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { useMay } from '../session.ts'
import { RunChanges } from './run-changes.tsx'
import { RunHistory } from './run-history.tsx'
import { RunProblems } from './run-problems.tsx'
import { RunRemovals } from './run-removals.tsx'
import { RunTab } from './runs-search.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/directories/$id/runs/$runId')
const words = strings.tabs

/** What a run would remove and has changed, what it could not take, and who did what with it. */
export function RunTabs({ run }: { readonly run: SyncRun }) {
  const { tab } = route.useSearch()
  const navigate = useNavigate()
  const mayEvents = useMay('events:read')
  const mayAudit = useMay('audit_log:read')
  const { counts, state } = run
  const hasRemovals = state === 'waiting' || counts.users_removed + counts.groups_removed > 0
  const shown = tab ?? (hasRemovals || !mayEvents ? 'removals' : 'changes')
  const open = (next: string | null) => {
    const parsed = RunTab.safeParse(next)
    const params = { id: run.directory_id, runId: run.id }
    if (parsed.success) void navigate({ to: '/directories/$id/runs/$runId', params, search: { tab: parsed.data } })
  }
  return (
    <Tabs value={shown} onChange={open} keepMounted={false}>
      <Tabs.List mb="md" aria-label={words.label}>
        <Tabs.Tab value="removals" {...countOf(counts.held)}>
          {words.removals}
        </Tabs.Tab>
        {mayEvents && <Tabs.Tab value="changes">{words.changes}</Tabs.Tab>}
        <Tabs.Tab value="problems" {...countOf(counts.refused)}>
          {words.problems}
        </Tabs.Tab>
        {mayAudit && <Tabs.Tab value="history">{words.history}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="removals">
        <RunRemovals run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="changes">
        <RunChanges run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="problems">
        <RunProblems directoryId={run.directory_id} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <RunHistory runId={run.id} />
      </Tabs.Panel>
    </Tabs>
  )
}

function countOf(value: number) {
  if (value === 0) return {}
  return {
    rightSection: (
      <Badge size="sm" variant="light" color="gray">
        {formatNumber(value)}
      </Badge>
    ),
  }
}
