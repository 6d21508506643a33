import { ViewportPortal } from '@xyflow/react'
import type { OrgChart } from '../../shared/api-types.ts'
import { type ChartLayout, dottedCurve, pathOf } from './chart-layout.ts'
import classes from './org-chart.module.css'

type ChartLinesProps = { readonly layout: ChartLayout; readonly lines: OrgChart['dotted_lines'] }

/** The lines from managers to their reports, and the dotted ones, as one picture behind the cards. */
export function ChartLines({ layout, lines }: ChartLinesProps) {
  const places = new Map(layout.cards.map((card) => [card.id, card]))
  return (
    <ViewportPortal>
      <svg
        width={layout.width}
        height={layout.height}
        style={{ position: 'absolute', top: 0, left: 0, overflow: 'visible', pointerEvents: 'none', zIndex: -1 }}
        aria-hidden
      >
        {layout.lines.map((line) => (
          <path key={line.id} className={classes.line} d={pathOf(line)} />
        ))}
        {lines.map((line) => {
          const [from, to] = [places.get(line.person.id), places.get(line.manager.id)]
          return from && to && <path key={line.id} className={classes.dotted} d={dottedCurve(from, to)} />
        })}
      </svg>
    </ViewportPortal>
  )
}
