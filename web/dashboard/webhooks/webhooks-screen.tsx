import { Button, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { PageHeader } from '../../shared/page-header.tsx'
import { useMay } from '../session.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { EndpointTable } from './endpoint-table.tsx'
import { SinkPanel } from './sink-panel.tsx'
import { SinkTable } from './sink-table.tsx'
import { strings } from './strings.en.ts'
import type { WebhooksSearch } from './webhooks-search.ts'

const route = getRouteApi('/shell/webhooks')

/** D18: the webhook endpoints, and the sinks beside them. */
export function WebhooksScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/webhooks' })
  const mayWrite = useMay('webhook_endpoints:write')
  const change = (part: Partial<WebhooksSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const button = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: true })}>
      {strings.create}
    </Button>
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={button} />
      <Tabs
        value={search.tab ?? 'endpoints'}
        keepMounted={false}
        onChange={(tab) => void navigate({ search: { tab: tab === 'sinks' ? 'sinks' : undefined } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="endpoints">{strings.tabs.endpoints}</Tabs.Tab>
          <Tabs.Tab value="sinks">{strings.tabs.sinks}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="endpoints">
          <EndpointTable
            search={search}
            create={button}
            onChange={change}
            onOpen={(id) => void navigate({ to: '/webhooks/$id', params: { id } })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="sinks">
          <SinkTable search={search} onChange={change} />
        </Tabs.Panel>
      </Tabs>
      {mayWrite && (
        <EndpointForm
          opened={search.new === true}
          onClose={() => change({ new: undefined })}
          onSaved={({ id }) => void navigate({ to: '/webhooks/$id', params: { id }, search: { tab: 'settings' } })}
        />
      )}
      <SinkPanel id={search.tab === 'sinks' ? search.panel : undefined} onClose={() => change({ panel: undefined })} />
    </>
  )
}
