import { Anchor, Group, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { JsonView } from '../../shared/json-view.tsx'
import classes from './demo.module.css'
import type { EventItem, SeenItem } from './demo-types.ts'
import { strings } from './strings.en.ts'

const { details } = strings

/** All of one item, and where the dashboard tells more of it. */
export function SeenDetails({ item, endpointId }: { readonly item: SeenItem; readonly endpointId: string | null }) {
  const shown = contentOf(item)
  return (
    <Stack gap="xs" className={classes.details}>
      <Group gap="md">
        {item.object === 'event' && <EventLinks item={item} />}
        {item.object === 'demo_webhook' && endpointId !== null && (
          <Anchor component={Link} to={`/webhooks/${endpointId}`} size="xs">
            {details.openEndpoint}
          </Anchor>
        )}
        {item.object === 'demo_request' && item.directory_id !== null && (
          <Anchor component={Link} to={`/directories/${item.directory_id}`} size="xs">
            {details.openDirectory}
          </Anchor>
        )}
      </Group>
      {shown && <JsonView value={shown.value} label={shown.label} maxHeight={260} />}
    </Stack>
  )
}

function EventLinks({ item }: { readonly item: EventItem }) {
  const personId = personOf(item)
  return (
    <>
      <Anchor component={Link} to={`/events?panel=${item.id}`} size="xs">
        {details.openEvent}
      </Anchor>
      {personId !== null && (
        <Anchor component={Link} to={`/users/${personId}`} size="xs">
          {details.openUser}
        </Anchor>
      )}
    </>
  )
}

function contentOf(item: SeenItem): { readonly value: unknown; readonly label: string } | null {
  if (item.object === 'event') return { value: item.data, label: details.event }
  if (item.object === 'demo_webhook') return { value: item.data, label: details.webhook }
  if (item.object === 'demo_request' && item.body !== null) return { value: item.body, label: details.request }
  return null
}

/** Whom an event is about: a user, or the user of a membership. */
function personOf({ data }: EventItem): string | null {
  const about = typeof data.user === 'object' && data.user !== null ? data.user : data
  const isPerson = 'object' in about && about.object === 'directory_user'
  return isPerson && 'id' in about && typeof about.id === 'string' ? about.id : null
}
