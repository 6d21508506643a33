import { Skeleton, Stack } from '@mantine/core'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { Activity } from './activity.tsx'
import { AttentionList } from './attention-list.tsx'
import { FirstSteps } from './first-steps.tsx'
import { strings } from './strings.en.ts'
import { Totals } from './totals.tsx'

/** D1: what asks for the reader first, then how much there is and what happened. */
export function OverviewScreen() {
  const { data: overview, error, refetch } = useApiQuery('/overview', {}, { every: 30_000 })
  return (
    <>
      <PageHeader title={strings.title} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!overview && !error && <Waiting />}
      {overview && (
        <Stack gap="lg">
          <FirstSteps steps={overview.first_steps} />
          <AttentionList attention={overview.attention} />
          <Totals totals={overview.totals} />
          {overview.activity && <Activity activity={overview.activity} />}
        </Stack>
      )}
    </>
  )
}

function Waiting() {
  return (
    <Stack gap="lg" aria-busy>
      <Skeleton h={120} />
      <Skeleton h={96} />
      <Skeleton h={280} />
    </Stack>
  )
}
