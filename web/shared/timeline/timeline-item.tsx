import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowDownRight,
  IconLink,
  IconPencil,
  IconTrash,
  IconUnlink,
  IconUserMinus,
  IconUserPlus,
  IconUsersMinus,
  IconUsersPlus,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TimelineEntry } from '../api-types.ts'
import { DiffView } from '../diff-view.tsx'
import { ObjectName } from '../pickers/object-name.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { Time } from '../time.tsx'
import { strings } from './strings.en.ts'
import classes from './timeline.module.css'
import { changedValues } from './timeline-days.ts'

const icons: Readonly<Record<string, readonly [TablerIcon, color: string]>> = {
  'dsync.user.created': [IconUserPlus, 'green'],
  'dsync.group.created': [IconUsersPlus, 'green'],
  'dsync.user.deleted': [IconUserMinus, 'red'],
  'dsync.group.deleted': [IconUsersMinus, 'red'],
  'dsync.group.user_added': [IconUsersPlus, 'green'],
  'dsync.group.user_removed': [IconUsersMinus, 'orange'],
  'muster.group.group_added': [IconUsersPlus, 'green'],
  'muster.group.group_removed': [IconUsersMinus, 'orange'],
  'muster.user.left_scope': [IconUserMinus, 'orange'],
  'person.created': [IconUserPlus, 'green'],
  'person.deleted': [IconUserMinus, 'red'],
  'person.linked': [IconLink, 'green'],
  'person.unlinked': [IconUnlink, 'orange'],
  'person.member_added': [IconUsersPlus, 'green'],
  'person.member_removed': [IconUsersMinus, 'orange'],
  request: [IconArrowDownRight, 'gray'],
  removal: [IconTrash, 'orange'],
  problem: [IconAlertTriangle, 'red'],
}

type TimelineItemProps = {
  readonly entry: TimelineEntry
  /** Says in which directory it was. */
  readonly showsDirectory?: boolean
}

/** One thing that happened: what, how it came about, and what it changed. */
export function TimelineItem({ entry, showsDirectory = false }: TimelineItemProps) {
  const { event, request, removal } = entry
  const directory = showsDirectory ? entry.directory_id : null
  const [Icon, color] = icons[event?.type ?? entry.kind] ?? [IconPencil, 'blue']
  const values = event && event.changes.length > 0 ? changedValues(event.changes) : null
  return (
    <li className={classes.entry}>
      <ThemeIcon variant="light" color={color} size={28} radius="xl" aria-hidden>
        <Icon size={16} stroke={1.7} />
      </ThemeIcon>
      <Stack gap={4} style={{ minWidth: 0 }}>
        <Text size="sm" fw={entry.kind === 'request' ? 400 : 500}>
          {entry.text}
        </Text>
        {event && <Came event={event} directory={directory} />}
        {request && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            <code>
              {request.method} {shortPath(request.path)}
            </code>
            {` · ${strings.answered(request.status)}`}
            {directory && (
              <>
                {' · '}
                <DirectoryLink id={directory} />
              </>
            )}
          </Text>
        )}
        {removal && (
          <Group gap="xs">
            <StatusBadge state={removal.state} label={strings.states[removal.state] ?? removal.state} size="sm" />
          </Group>
        )}
        {values && <DiffView before={values.before} after={values.after} label={strings.changes(entry.text)} />}
      </Stack>
      <Text size="xs" c="dimmed" component="div">
        <Time at={entry.at} />
      </Text>
    </li>
  )
}

type CameProps = { readonly event: NonNullable<TimelineEntry['event']>; readonly directory: string | null }

function Came({ event, directory }: CameProps) {
  return (
    <Group gap={6} fz="xs" c="dimmed">
      <span>{strings.by[event.source] ?? event.source}</span>
      <code>{event.type}</code>
      {directory && <DirectoryLink id={directory} />}
      {event.group && (
        <Anchor size="xs" renderRoot={(props) => <Link to={`/groups/${event.group?.id}`} {...props} />}>
          {event.group.name}
        </Anchor>
      )}
      {event.user && (
        <Anchor size="xs" renderRoot={(props) => <Link to={`/users/${event.user?.id}`} {...props} />}>
          {event.user.name}
        </Anchor>
      )}
    </Group>
  )
}

function DirectoryLink({ id }: { readonly id: string }) {
  return (
    <Anchor size="xs" underline="always" renderRoot={(props) => <Link to={`/directories/${id}`} {...props} />}>
      <ObjectName kind="directory" id={id} />
    </Anchor>
  )
}

/** Without what is the same for every request of a directory. */
function shortPath(path: string): string {
  return path.replace(/^.*\/scim\/v[12]\/[^/]+/, '')
}
