import { Alert, Anchor, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Plan } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { PlanBadge } from './plan-badge.tsx'
import { PlanChanges } from './plan-changes.tsx'
import { PlanChecks } from './plan-checks.tsx'
import { PlanDeeds } from './plan-deeds.tsx'
import { PlanFacts } from './plan-facts.tsx'
import { PlanGuards } from './plan-guards.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/as-code/plans/$id')
const words = strings.page

/** One plan: what it would do, who enters and leaves and why, what is in its way, and what somebody says to it. */
export function PlanPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/plans/{id}', { path: { id } }, { keepsPrevious: false, every: 15_000 })
  if (error && !data) return <ErrorNotice error={error} title={words.notFound} onRetry={() => void refetch()} />
  return data ? <PlanView plan={data} /> : <Skeleton h={320} aria-busy />
}

function PlanView({ plan }: { readonly plan: Plan }) {
  const { plan: content } = plan
  const isOpen = plan.state === 'planned' || plan.state === 'approved' || plan.state === 'failed'
  return (
    <Stack gap="lg">
      <PageHeader
        title={words.title}
        badge={<PlanBadge state={plan.state} />}
        breadcrumbs={[
          <Anchor
            key="as-code"
            component={Link}
            to="/as-code"
            search={{ organization: plan.organization_id } as never}
            size="sm"
          >
            {strings.title}
          </Anchor>,
        ]}
        actions={isOpen && <PlanDeeds plan={plan} />}
      />
      <PlanFacts plan={plan} />
      {isOpen && content.changes.length > 0 && <Obstacles obstacles={content.obstacles} />}
      {plan.state === 'failed' && plan.result?.text && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {plan.result.text}
        </Alert>
      )}
      <PlanGuards plan={plan} />
      {content.changes.length === 0 ? <EmptyState {...words.nothing} isCompact /> : <PlanChanges plan={plan} />}
      <PlanChecks plan={plan} />
    </Stack>
  )
}

function Obstacles({ obstacles }: { readonly obstacles: readonly string[] }) {
  if (obstacles.length === 0) return null
  return (
    <Alert
      color="orange"
      variant="light"
      title={words.obstacles}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      role="status"
    >
      {obstacles.map((text) => (
        <Text key={text} size="sm" c="inherit">
          {text}
        </Text>
      ))}
    </Alert>
  )
}
