import { ActionIcon } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import {
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef } from 'react'
import { cardProps } from './card-props.ts'
import { type ChartLayout, cardSize, layOutChart } from './chart-layout.ts'
import { ChartLines } from './chart-lines.tsx'
import classes from './org-chart.module.css'
import { type CardProps, PersonCard } from './person-card.tsx'
import { strings } from './strings.en.ts'
import type { OpenChart } from './use-org-chart.ts'

type ChartViewProps = {
  readonly chart: OpenChart
  readonly chosen: string | undefined
  readonly onOpen: (id: string) => void
}

/** The chart as a picture that is moved and zoomed. */
export function ChartView(props: ChartViewProps) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  )
}

type CardNode = Node<CardProps, 'card'>

const nodeTypes = { card: ChartNode }
const fitting = { padding: 0.1, maxZoom: 1, minZoom: 0.1 } as const
// Names can be read and buttons be hit; what has no room is moved to.
const smallest = 0.85

function Picture({ chart, chosen, onOpen }: ChartViewProps) {
  const layout = useMemo(() => layOutChart(chart.shown), [chart.shown])
  const nodes: CardNode[] = layout.cards.map(({ id, x, y }) => ({
    id,
    type: 'card',
    position: { x, y },
    ...cardSize,
    data: cardProps(chart, id, { chosen, onOpen }),
  }))
  return (
    <section className={classes.picture} aria-label={strings.picture}>
      <ReactFlow<CardNode>
        nodes={nodes}
        edges={[]}
        nodeTypes={nodeTypes}
        minZoom={0.1}
        maxZoom={1.6}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        panOnScroll
        zoomOnDoubleClick={false}
      >
        <ChartLines layout={layout} lines={chart.part.dotted_lines} />
        <Tools />
        <Centre id={chosen} layout={layout} first={chart.shown[0]?.id} />
      </ReactFlow>
    </section>
  )
}

function ChartNode({ data }: NodeProps<CardNode>) {
  return (
    <>
      <PersonCard {...data} />
      <Handle type="target" position={Position.Top} isConnectable={false} style={unseen} aria-hidden />
    </>
  )
}

const unseen = { visibility: 'hidden' } as const

function Tools() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <ActionIcon.Group orientation="vertical" className={classes.tools}>
      <ActionIcon variant="default" size="lg" aria-label={strings.zoomIn} onClick={() => void zoomIn()}>
        <IconPlus size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={strings.zoomOut} onClick={() => void zoomOut()}>
        <IconMinus size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={strings.fit} onClick={() => void fitView(fitting)}>
        <IconFocusCentered size={16} />
      </ActionIcon>
    </ActionIcon.Group>
  )
}

type CentreProps = {
  readonly id: string | undefined
  /** Who is at the top: there the picture begins, as long as nobody is looked for. */
  readonly first: string | undefined
  readonly layout: ChartLayout
}

/** Shows all where there is room for it; else begins at the top, and flies to whoever was found or opened. */
function Centre({ id, first, layout }: CentreProps) {
  const { setCenter, getZoom, setViewport } = useReactFlow()
  const { width, height } = useStore(sizeOf, shallow)
  const wasPlaced = useRef(false)
  const card = layout.cards.find((one) => one.id === id)
  const top = layout.cards.find((one) => one.id === first)
  useEffect(() => {
    if (wasPlaced.current || width === 0 || !top) return
    wasPlaced.current = true
    const zoom = Math.min(1, Math.max(smallest, Math.min((width - 48) / layout.width, (height - 72) / layout.height)))
    const middle = layout.width * zoom <= width ? layout.width / 2 : top.x + cardSize.width / 2
    void setViewport({ x: width / 2 - middle * zoom, y: 28, zoom })
  }, [width, height, top, layout, setViewport])
  const at = card && `${card.x}/${card.y}`
  useEffect(() => {
    if (!at || width === 0) return
    const [x = 0, y = 0] = at.split('/').map(Number)
    const zoom = Math.max(smallest, Math.min(1, getZoom()))
    void setCenter(x + cardSize.width / 2, y + cardSize.height, { zoom, duration: wasPlaced.current ? 250 : 0 })
  }, [at, width, setCenter, getZoom])
  return null
}

type Sized = { readonly width: number; readonly height: number }

const sizeOf = ({ width, height }: Sized): Sized => ({ width, height })
const shallow = (one: Sized, other: Sized) => one.width === other.width && one.height === other.height
