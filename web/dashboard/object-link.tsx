import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Where objects have their screens: by the name that they have in the API. */
const places: Readonly<Record<string, (id: string) => { readonly to: string; readonly search?: object }>> = {
  organization: (id) => ({ to: `/organizations/${id}` }),
  directory: (id) => ({ to: `/directories/${id}` }),
  connection: (id) => ({ to: `/directories/${id}` }),
  person: (id) => ({ to: `/people/${id}` }),
  match_case: (id) => ({ to: '/people/disputes', search: { case: id } }),
  attribute_case: () => ({ to: '/people/values' }),
  directory_user: (id) => ({ to: `/users/${id}` }),
  directory_group: (id) => ({ to: `/groups/${id}` }),
  webhook_endpoint: (id) => ({ to: `/webhooks/${id}` }),
  sink: (id) => ({ to: '/webhooks', search: { tab: 'sinks', panel: id } }),
  event: (id) => ({ to: '/events', search: { panel: id } }),
  api_key: () => ({ to: '/settings', search: { tab: 'keys' } }),
  member: () => ({ to: '/settings', search: { tab: 'team' } }),
}

export type ObjectLinkProps = {
  /** `directory`, `directory_user` …; what has no screen is shown as text. */
  readonly kind: string
  readonly id: string
  readonly children?: ReactNode
}

/** Leads to an object. Without words of its own it shows the id. */
export function ObjectLink({ kind, id, children }: ObjectLinkProps) {
  const place = places[kind]?.(id)
  const text = children ?? <code>{id}</code>
  if (!place) return <Text span>{text}</Text>
  return (
    <Anchor
      fz="inherit"
      style={{ overflowWrap: 'anywhere' }}
      renderRoot={(props) => <Link to={place.to} search={(place.search ?? {}) as never} {...props} />}
    >
      {text}
    </Anchor>
  )
}

/** What an id is of, by what it begins with; null for one that was brought from elsewhere. */
export function kindOfId(id: string): string | null {
  const kind = id.replace(/_[0-9A-Z]{26}$/, '')
  if (kind === id) return null
  return { org: 'organization', we: 'webhook_endpoint' }[kind] ?? kind
}
