import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core'
import { type FocusEvent, type ReactNode, useId, useState } from 'react'
import classes from './demo.module.css'
import type { SeenItem } from './demo-types.ts'
import { SeenDetails } from './seen-details.tsx'
import { SeenLine } from './seen-line.tsx'
import { strings } from './strings.en.ts'

export type SeenColumnProps = {
  readonly title: string
  readonly hint: string
  readonly empty: string
  /** Newest first. */
  readonly items: readonly SeenItem[]
  /** The ids of what belongs to the change that is pointed at. */
  readonly linked: ReadonlySet<string>
  readonly opened: SeenItem | null
  readonly nameOf: (directoryId: string | null) => string
  readonly endpointId: string | null
  readonly live?: ReactNode
  readonly onPoint: (item: SeenItem | null) => void
  readonly onOpen: (item: SeenItem) => void
}

/** One column: what came, newest first. While somebody points at it or has opened something, it stays as it is and counts what is new. */
export function SeenColumn(props: SeenColumnProps) {
  const { title, hint, empty, items, linked, opened, live } = props
  const ofChange = items.filter(({ id }) => linked.has(id)).length
  const { shown, news, catchUp, hold } = useHeld(items, opened !== null)
  const heading = useId()
  return (
    <Paper withBorder component="section" aria-labelledby={heading} {...hold}>
      <Group
        justify="space-between"
        px="sm"
        py="xs"
        gap="xs"
        wrap="nowrap"
        style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
      >
        <Group gap="xs" align="baseline" wrap="nowrap" miw={0}>
          <Title order={2} fz="sm" id={heading}>
            {title}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            {hint}
          </Text>
        </Group>
        <Group gap="sm" wrap="nowrap" style={{ flexShrink: 0 }}>
          {ofChange > 0 && (
            <Badge variant="light" tt="none" fw={500} miw="max-content">
              {strings.ofChange(ofChange)}
            </Badge>
          )}
          {live}
          {/* The last: it must not move when the pointer leaves a line for it, and the badge goes. */}
          {news > 0 && (
            <Button size="compact-xs" variant="light" onClick={catchUp}>
              {strings.news(news)}
            </Button>
          )}
        </Group>
      </Group>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {empty}
        </Text>
      )}
      <Items {...props} shown={shown} labelledBy={heading} />
    </Paper>
  )
}

type ItemsProps = SeenColumnProps & { readonly shown: readonly SeenItem[]; readonly labelledBy: string }

function Items({ shown, labelledBy, linked, opened, nameOf, endpointId, onPoint, onOpen }: ItemsProps) {
  const [current, setCurrent] = useState<string | null>(null)
  const tabStop = shown.some(({ id }) => id === current) ? current : shown[0]?.id
  return (
    <ul className={classes.list} aria-labelledby={labelledBy}>
      {shown.map((item) => (
        <li key={item.id}>
          <button
            type="button"
            className={`${classes.item} ${item.object === 'demo_happening' ? classes.happening : ''}`}
            data-item={item.object}
            data-linked={linked.has(item.id) || undefined}
            tabIndex={item.id === tabStop ? 0 : -1}
            aria-expanded={opened?.id === item.id}
            onPointerEnter={() => onPoint(item)}
            onPointerLeave={() => onPoint(null)}
            onFocus={() => {
              setCurrent(item.id)
              onPoint(item)
            }}
            onBlur={() => onPoint(null)}
            onClick={() => onOpen(item)}
          >
            <SeenLine item={item} where={item.object === 'demo_request' ? nameOf(item.directory_id) : ''} />
          </button>
          {opened?.id === item.id && <SeenDetails item={item} endpointId={endpointId} />}
        </li>
      ))}
    </ul>
  )
}

/** What is shown of a list that grows at its top: it is held still while somebody is in it. */
function useHeld(items: readonly SeenItem[], isOpen: boolean) {
  const [isInside, setInside] = useState(false)
  const [held, setHeld] = useState<readonly SeenItem[] | null>(null)
  const isHeld = isInside || isOpen
  // While it is drawn, not after: what is held is what was seen at that moment.
  if (isHeld !== (held !== null)) setHeld(isHeld ? items : null)
  const shown = (isHeld && held) || items
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) setInside(false)
  }
  const enter = () => setInside(true)
  const known = new Set(shown.map(({ id }) => id))
  return {
    shown,
    news: isHeld ? items.filter(({ id }) => !known.has(id)).length : 0,
    catchUp: () => setHeld(items),
    hold: { onPointerEnter: enter, onPointerLeave: () => setInside(false), onFocus: enter, onBlur: leave },
  }
}
