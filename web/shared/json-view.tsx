import { Button, Group } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import { JsonNode } from './json-node.tsx'
import classes from './json-view.module.css'
import { useSharedStrings } from './shared-strings.tsx'

export type JsonViewProps = {
  readonly value: unknown
  /** What it is, for screen readers: "Request body". */
  readonly label?: string
  /** How many levels are unfolded at first. */
  readonly depth?: number
  readonly maxHeight?: number | string
}

/** JSON as a tree that can be folded and copied. Arrows move along it and fold. */
export function JsonView({ value, label, depth = 2, maxHeight = 480 }: JsonViewProps) {
  const strings = useSharedStrings().json
  const [folding, setFolding] = useState({ depth, turn: 0 })
  const name = label ?? strings.label
  const fold = (next: number) => setFolding(({ turn }) => ({ depth: next, turn: turn + 1 }))
  const canFold = typeof value === 'object' && value !== null
  return (
    <div className={classes.frame}>
      <Group gap={4} justify="flex-end" className={classes.bar}>
        {canFold && (
          <>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => fold(Number.POSITIVE_INFINITY)}>
              {strings.expandAll}
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => fold(1)}>
              {strings.collapseAll}
            </Button>
          </>
        )}
        <CopyButton value={JSON.stringify(value, null, 2) ?? ''} label={name} />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={classes.tree} style={{ maxHeight }} tabIndex={0} aria-label={name} onKeyDown={moveByKeys}>
        <JsonNode key={folding.turn} name={null} value={value} depth={folding.depth} />
      </section>
    </div>
  )
}

/** Up and down go from one fold to the next, left folds, right unfolds. */
function moveByKeys(event: KeyboardEvent<HTMLElement>) {
  if (!event.key.startsWith('Arrow')) return
  const folds = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-fold]')]
  const at = folds.indexOf(document.activeElement as HTMLButtonElement)
  const current = folds[at]
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const next = folds[event.key === 'ArrowDown' ? at + 1 : at - 1]
    if (!next) return
    next.focus()
  } else {
    const isOpen = current?.getAttribute('aria-expanded') === 'true'
    if (!current || isOpen === (event.key === 'ArrowRight')) return
    current.click()
  }
  event.preventDefault()
}
