import { Button, Center, Chip, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ApiError } from '../api-client.ts'
import type { TimelineEntry } from '../api-types.ts'
import { EmptyState } from '../empty-state.tsx'
import { ErrorNotice } from '../error-notice.tsx'
import { languageOfPage } from '../format.ts'
import { strings } from './strings.en.ts'
import classes from './timeline.module.css'
import { type TimelineDay, timelineDays } from './timeline-days.ts'
import { TimelineItem } from './timeline-item.tsx'
import type { TimelinePage } from './use-timeline.ts'

/** The kinds of entries that a timeline can be limited to. */
export const timelineKinds = ['event', 'request', 'removal', 'problem'] as const
export type TimelineKind = (typeof timelineKinds)[number]

type TimelineProps = {
  readonly query: UseInfiniteQueryResult<InfiniteData<TimelinePage>, ApiError>
  readonly kinds: readonly TimelineKind[]
  readonly onKinds: (kinds: readonly TimelineKind[]) => void
  /** Says of each entry in which directory it was: a person is users of several. */
  readonly showsDirectory?: boolean
}

/** What happened to somebody or something, the last first, a heading a day. */
export function Timeline({ query, kinds, onKinds, showsDirectory = false }: TimelineProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const entries = data?.pages.flatMap((page) => page.data)
  return (
    <Stack gap="xs">
      <Chip.Group
        multiple
        value={[...kinds]}
        onChange={(values) => onKinds(timelineKinds.filter((kind) => values.includes(kind)))}
      >
        <Group gap={6} role="group" aria-label={strings.kindFilter}>
          {timelineKinds.map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="outline">
              {strings.kinds[kind]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!entries && !error && <Skeleton h={240} aria-busy />}
      {entries?.length === 0 && <EmptyState title={strings.emptyTitle} text={strings.emptyText} isCompact />}
      {timelineDays<TimelineEntry>(entries ?? []).map((day) => (
        <Day key={day.day} day={day} showsDirectory={showsDirectory} />
      ))}
      {entries && entries.length > 0 && (
        <Center py="sm">
          {hasNextPage ? (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {strings.older}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {strings.end}
            </Text>
          )}
        </Center>
      )}
    </Stack>
  )
}

type DayProps = { readonly day: TimelineDay<TimelineEntry>; readonly showsDirectory: boolean }

function Day({ day: { day, entries }, showsDirectory }: DayProps) {
  const date = new Intl.DateTimeFormat(languageOfPage(), { dateStyle: 'full' }).format(new Date(`${day}T12:00`))
  return (
    <section aria-label={date}>
      <Title order={2} fz="sm" fw={600} className={classes.day}>
        {date}
      </Title>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} showsDirectory={showsDirectory} />
        ))}
      </ol>
    </section>
  )
}
