import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useRef } from 'react'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { LiveStateLabel } from '../../shared/live-state.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { type EventsSearch, toEventQuery } from './events-search.ts'
import classes from './live-log.module.css'
import type { LoggedEvent } from './logged-event.ts'
import { strings } from './strings.en.ts'
import { useHeld } from './use-held.ts'
import { mostShown, useTail } from './use-tail.ts'

type LiveLogProps = {
  readonly search: EventsSearch
  readonly onOpen: (id: string) => void
}

/** The end of the log as it grows. It rests while the reader points at it, has scrolled, or has the focus in it. */
export function LiveLog({ search, onOpen }: LiveLogProps) {
  const query = toEventQuery({ ...search, from: undefined, until: undefined })
  const { data, error, refetch } = useApiQuery('/events', { query: { ...query, order: 'desc', limit: '50' } })
  const scroll = useRef<HTMLDivElement>(null)
  const held = useHeld(scroll)
  const tail = useTail({ query, first: data?.data, isHeld: held.isHeld || search.panel !== undefined })
  const showNews = () => {
    scroll.current?.scrollTo({ top: 0 })
    tail.show()
  }
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  return (
    <Stack gap={6}>
      <Group justify="space-between" mih={22}>
        <LiveStateLabel state={tail.state} />
        <Text size="xs" c="dimmed">
          {held.isHeld && tail.events.length > 0 ? strings.held : ''}
        </Text>
      </Group>
      <div className={classes.frame} {...held.handlers}>
        {tail.waiting > 0 && (
          <div className={classes.news}>
            <Button size="xs" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={showNews}>
              {strings.waiting(tail.waiting)}
            </Button>
          </div>
        )}
        <div className={classes.scroll} ref={scroll}>
          <div role="log" aria-label={strings.log} aria-live={held.isHeld ? 'off' : 'polite'}>
            <Rows events={tail.events} openId={search.panel} onOpen={onOpen} />
          </div>
          {tail.events.length === 0 && <EmptyState title={strings.quietTitle} text={strings.quiet} />}
        </div>
      </div>
      {tail.events.length >= mostShown && (
        <Text size="xs" c="dimmed">
          {strings.capped(mostShown)}
        </Text>
      )}
    </Stack>
  )
}

type RowsProps = {
  readonly events: readonly LoggedEvent[]
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
}

function Rows({ events, openId, onOpen }: RowsProps) {
  if (events.length === 0) return null
  return (
    <ol className={classes.list} reversed>
      {events.map((event) => (
        <li key={event.id} data-event={event.id}>
          <button
            type="button"
            className={classes.row}
            aria-current={event.id === openId ? 'true' : undefined}
            onClick={() => onOpen(event.id)}
          >
            <span className={classes.quiet}>
              <Time at={event.created_at} />
            </span>
            <span>{event.log_entry?.sentence ?? event.event}</span>
            <span className={classes.quiet}>
              <code>{event.event}</code>
            </span>
            <span className={classes.quiet} style={{ textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}>
              {event.log_entry?.position != null && formatNumber(event.log_entry.position)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
