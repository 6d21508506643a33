import {
  IconAlertTriangle,
  IconClockExclamation,
  IconHandStop,
  IconHourglassLow,
  IconKey,
  IconLink,
  IconPlayerPause,
  IconRefreshAlert,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Overview } from '../../shared/api-types.ts'

/** All that asks for the same, as the API tells of it. */
export type Attention = Overview['attention'][number]
export type AttentionItem = Attention['items'][number]
type Kind = Attention['kind']

/** Where something is solved: a path of the dashboard with its search. */
export type Place = { readonly to: string; readonly search?: Readonly<Record<string, unknown>> }

type KindView = {
  readonly Icon: TablerIcon
  readonly color: 'red' | 'orange' | 'gray'
  /** The word before the time: it has been so since then, or ends then. */
  readonly time: 'since' | 'ends'
  readonly placeOf: (item: AttentionItem) => Place
  /** The list of all of them, where there is one. */
  readonly all?: Place
}

const directory = ({ id, directory_id }: AttentionItem): Place => ({ to: `/directories/${directory_id ?? id}` })
const destination = ({ id }: AttentionItem): Place => ({ to: `/webhooks/${id}` })

/** How each kind of what asks for a person looks, and where it is solved. */
export const attentionKinds: Readonly<Record<Kind, KindView>> = {
  directory_quarantined: {
    Icon: IconAlertTriangle,
    color: 'red',
    time: 'since',
    placeOf: directory,
    all: { to: '/directories', search: { states: ['invalid_credentials'] } },
  },
  run_waiting: {
    Icon: IconHandStop,
    color: 'orange',
    time: 'since',
    placeOf: ({ id, directory_id }) => ({ to: `/directories/${directory_id}/runs/${id}` }),
    all: { to: '/sync-runs/held' },
  },
  destination_paused: {
    Icon: IconPlayerPause,
    color: 'red',
    time: 'since',
    placeOf: destination,
    all: { to: '/webhooks' },
  },
  destination_failing: {
    Icon: IconWebhook,
    color: 'orange',
    time: 'since',
    placeOf: destination,
    all: { to: '/webhooks' },
  },
  directory_stale: { Icon: IconRefreshAlert, color: 'orange', time: 'since', placeOf: directory },
  token_expiring: { Icon: IconClockExclamation, color: 'orange', time: 'ends', placeOf: directory },
  api_key_expiring: {
    Icon: IconKey,
    color: 'orange',
    time: 'ends',
    placeOf: () => ({ to: '/settings', search: { tab: 'api-keys' } }),
    all: { to: '/settings', search: { tab: 'api-keys' } },
  },
  portal_link_expiring: {
    Icon: IconLink,
    color: 'gray',
    time: 'ends',
    placeOf: ({ organization_id }) => ({ to: `/organizations/${organization_id}`, search: { tab: 'links' } }),
  },
  directory_silent: {
    Icon: IconHourglassLow,
    color: 'gray',
    time: 'since',
    placeOf: directory,
    all: { to: '/directories', search: { states: ['validating'] } },
  },
}
