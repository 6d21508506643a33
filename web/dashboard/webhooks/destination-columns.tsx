import type { Sink, WebhookEndpoint } from '../../shared/api-types.ts'
import type { ListColumn } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { DeliveryRate, EventTypesText, Waiting } from './delivery-columns.tsx'
import { stateOf } from './endpoint-state.ts'
import { OrganizationName } from './organization-name.tsx'
import { strings } from './strings.en.ts'

const words = strings.columns

/** What the lists of webhook endpoints and of sinks both show: how a destination fares. */
export const destinationColumns: readonly ListColumn<WebhookEndpoint | Sink>[] = [
  {
    key: 'state',
    title: words.state,
    width: 110,
    render: (destination) => <StatusBadge state={stateOf(destination)} />,
  },
  { key: 'events', title: words.events, width: 110, render: ({ events }) => <EventTypesText events={events} /> },
  {
    key: 'organization',
    title: words.organization,
    width: 160,
    render: ({ organization_id: id }) => <OrganizationName id={id} />,
  },
  {
    key: 'rate',
    title: words.rate,
    width: 190,
    render: ({ statistics }) => <DeliveryRate statistics={statistics} />,
  },
  {
    key: 'waiting',
    title: words.waiting,
    width: 100,
    numeric: true,
    render: ({ statistics }) => <Waiting statistics={statistics} />,
  },
  {
    key: 'last',
    title: words.last,
    width: 130,
    defaultHidden: true,
    render: ({ last_delivered_at: at }) => <Time at={at} />,
  },
]
