import { Anchor, Skeleton, Stack, Tabs } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { WebhookEndpointWithFailures } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { AttemptPanel } from './attempt-panel.tsx'
import { AttemptTable } from './attempt-table.tsx'
import { DeliveryCharts } from './delivery-charts.tsx'
import { DeliveryStats } from './delivery-stats.tsx'
import { EndpointBanner } from './endpoint-banner.tsx'
import { EndpointDeeds } from './endpoint-deeds.tsx'
import { EndpointSettings } from './endpoint-settings.tsx'
import { stateOf } from './endpoint-state.ts'
import { OrganizationName } from './organization-name.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import { strings } from './strings.en.ts'
import { type EndpointSearch, EndpointTab } from './webhooks-search.ts'

const route = getRouteApi('/shell/webhooks/$id')
const tabs = strings.page.tabs

/** D18: one webhook endpoint: how it fares, every call to it, and how it is set. */
export function EndpointPage() {
  const { id } = route.useParams()
  const call = { path: { id }, query: { include: ['statistics'] } }
  const { data, error, refetch } = useApiQuery('/webhook_endpoints/{id}', call, { every: 10_000 })
  const back = (
    <Anchor key="webhooks" fz="inherit" renderRoot={(props) => <Link to="/webhooks" {...props} />}>
      {strings.title}
    </Anchor>
  )
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data || data.id !== id) return <Skeleton h={320} />
  return (
    <>
      <PageHeader
        title={data.endpoint_url}
        breadcrumbs={[back]}
        badge={<StatusBadge state={stateOf(data)} />}
        text={<OrganizationName id={data.organization_id} />}
        actions={<EndpointDeeds endpoint={data} />}
      />
      <Content endpoint={data} />
    </>
  )
}

function Content({ endpoint }: { readonly endpoint: WebhookEndpointWithFailures }) {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/webhooks/$id' })
  const change = (part: Partial<EndpointSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const { statistics } = endpoint
  return (
    <Stack gap="md">
      <EndpointBanner endpoint={endpoint} />
      {statistics && <DeliveryStats statistics={statistics} />}
      <Tabs
        value={search.tab ?? 'attempts'}
        keepMounted={false}
        onChange={(tab) => change({ tab: tab === 'settings' ? tab : undefined, panel: undefined })}
      >
        <Tabs.List mb="md">
          {EndpointTab.options.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {tabs[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="attempts">
          <Stack gap="md">
            {statistics && statistics.delivered + statistics.failed > 0 && <DeliveryCharts statistics={statistics} />}
            <AttemptTable endpointId={endpoint.id} search={search} onChange={change} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <EndpointSettings endpoint={endpoint} />
        </Tabs.Panel>
      </Tabs>
      <AttemptPanel endpointId={endpoint.id} id={search.panel} onClose={() => change({ panel: undefined })} />
      <ReplayDialog
        endpoint={endpoint}
        since={search.replay}
        onClose={() => change({ replay: undefined })}
        onSince={(replay) => change({ replay })}
      />
    </Stack>
  )
}
