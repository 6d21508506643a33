import { Text } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import classes from './demo.module.css'
import type { Seen, SeenItem } from './demo-types.ts'
import { linkedItems } from './linked-items.ts'
import { moveFocus } from './move-focus.ts'
import { SeenColumn } from './seen-column.tsx'
import { strings } from './strings.en.ts'

const { columns, empty } = strings

export type DemoColumnsProps = {
  readonly seen: Seen
  /** What a directory is called; of null the one that is read. */
  readonly nameOf: (directoryId: string | null) => string
  readonly endpointId: string | null
  /** Whether all of this is live. */
  readonly live: ReactNode
}

/** Requests, events and webhooks side by side. Whoever points at one sees what belongs to the same change in all three. */
export function DemoColumns({ seen, nameOf, endpointId, live }: DemoColumnsProps) {
  const [pointed, setPointed] = useState<SeenItem | null>(null)
  const [opened, setOpened] = useState<SeenItem | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const item = pointed ?? opened
  const linked = item ? linkedItems(item, seen) : none
  const open = (next: SeenItem) => {
    const isOpen = opened?.id === next.id
    setOpened(isOpen ? null : next)
    if (!isOpen) requestAnimationFrame(() => showLinked(frame.current))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') setOpened(null)
    else if (moveFocus(event.currentTarget, event.key)) event.preventDefault()
  }
  const shared = { linked, opened, nameOf, endpointId, onPoint: setPointed, onOpen: open }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move among the buttons within. */}
      <div className={classes.columns} ref={frame} onKeyDown={onKeyDown}>
        <SeenColumn
          title={columns.requests}
          hint={columns.requestsHint}
          empty={empty.requests}
          items={seen.requests}
          live={live}
          {...shared}
        />
        <SeenColumn
          title={columns.events}
          hint={columns.eventsHint}
          empty={empty.events}
          items={seen.events}
          {...shared}
        />
        <SeenColumn
          title={columns.webhooks}
          hint={columns.webhooksHint}
          empty={empty.webhooks}
          items={seen.webhooks}
          {...shared}
        />
      </div>
      <Text size="xs" c="dimmed">
        {strings.keys}
      </Text>
    </>
  )
}

const none: ReadonlySet<string> = new Set()

/** Scrolls each column to the first that belongs to the change that was opened. */
function showLinked(frame: HTMLElement | null): void {
  for (const list of frame?.querySelectorAll('ul') ?? []) {
    const first = list.querySelector<HTMLElement>('[data-linked]')
    if (!first) continue
    const { top, bottom } = first.getBoundingClientRect()
    const box = list.getBoundingClientRect()
    if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - 8
  }
}
