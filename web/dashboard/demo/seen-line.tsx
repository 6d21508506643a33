import { Badge, Group, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { Time } from '../../shared/time.tsx'
import classes from './demo.module.css'
import type { EventItem, HappeningItem, RequestItem, SeenItem, WebhookItem } from './demo-types.ts'
import { strings } from './strings.en.ts'

export type SeenLineProps = {
  readonly item: SeenItem
  /** What the directory of a request is called. */
  readonly where: string
}

/** What an item says in its column: what it is, and below when, where and how long. Drawn once: hundreds come at a time. */
export const SeenLine = memo(function SeenLine({ item, where }: SeenLineProps) {
  if (item.object === 'demo_request') return <RequestLine item={item} where={where} />
  if (item.object === 'demo_happening') return <HappeningLine item={item} />
  if (item.object === 'event') return <EventLine item={item} />
  return <WebhookLine item={item} />
})

function RequestLine({ item, where }: { readonly item: RequestItem; readonly where: string }) {
  const { direction, method, path, status, duration_ms: duration, at } = item
  return (
    <>
      <Group component="span" gap={6} wrap="nowrap" justify="space-between">
        <span className={classes.path} title={`${method} ${path}`}>
          <b>{method}</b> {withShortIds(path)}
        </span>
        <StatusCode status={status} />
      </Group>
      <Below at={at}>
        {direction === 'in' ? strings.scimIn : strings.apiOut} · {where} · {strings.milliseconds(duration)}
      </Below>
    </>
  )
}

function HappeningLine({ item: { sentence, by, directory, at } }: { readonly item: HappeningItem }) {
  return (
    <>
      <Text component="span" size="sm" fw={600} display="block">
        {by === 'you' && (
          <Badge variant="light" size="sm" tt="none" mr={6}>
            {strings.you}
          </Badge>
        )}
        {sentence}
      </Text>
      <Below at={at}>{directory}</Below>
    </>
  )
}

function EventLine({ item: { event, log_entry: entry, created_at: at } }: { readonly item: EventItem }) {
  return (
    <>
      <Text component="span" size="sm" display="block">
        {entry?.sentence ?? event}
      </Text>
      <Below at={at}>{event}</Below>
    </>
  )
}

function WebhookLine({ item }: { readonly item: WebhookItem }) {
  const { sentence, event, status, is_verified: isVerified, problem, at } = item
  const Icon = isVerified ? IconCircleCheck : IconCircleX
  return (
    <>
      <Group component="span" gap={6} wrap="nowrap" justify="space-between" align="flex-start">
        <Text component="span" size="sm">
          {sentence ?? event ?? problem}
        </Text>
        <StatusCode status={status} />
      </Group>
      <Below at={at}>
        <Icon size={13} aria-hidden style={{ verticalAlign: -2 }} />{' '}
        {isVerified ? strings.verified : strings.unverified}
      </Below>
    </>
  )
}

function Below({ at, children }: { readonly at: string; readonly children: ReactNode }) {
  return (
    <Group component="span" gap={6} justify="space-between" wrap="nowrap">
      <Text component="span" size="xs" c="dimmed" truncate>
        {children}
      </Text>
      <Text component="span" size="xs" c="dimmed">
        <Time at={at} />
      </Text>
    </Group>
  )
}

function StatusCode({ status }: { readonly status: number }) {
  return (
    <Badge component="span" variant="light" size="sm" color={status < 400 ? 'green' : 'red'} style={{ flexShrink: 0 }}>
      {status}
    </Badge>
  )
}

/** `/Users/directory_user_01M7AQF9XMF23EA0Q1KYRTZTNP` → `/Users/directory_user_…ZTNP`: the whole is in the title. */
function withShortIds(path: string): string {
  return path.replace(/_[0-9A-Z]{22}([0-9A-Z]{4})\b/g, '_…$1')
}
