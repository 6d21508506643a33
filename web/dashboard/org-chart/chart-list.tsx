import { Group, Loader, Text, Tree, type TreeNodeData, useTree } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { ShownCard } from './chart-model.ts'
import classes from './org-chart.module.css'
import { strings } from './strings.en.ts'
import type { OpenChart } from './use-org-chart.ts'

type ChartListProps = { readonly chart: OpenChart; readonly onOpen: (id: string) => void }

/** The same chart as a list: arrow keys move and open, Enter shows the person. */
export function ChartList({ chart, onOpen }: ChartListProps) {
  const data = chart.shown.map((card) => toNode(chart, card))
  const open = Object.fromEntries([...chart.model.people.keys()].map((id) => [id, chart.isOpen(id)]))
  const tree = useTree({ expandedState: open, onNodeExpand: chart.toggle, onNodeCollapse: chart.toggle })
  return (
    <div className={classes.list}>
      <Text size="xs" c="dimmed" mb={6}>
        {strings.listHint}
      </Text>
      <Tree
        data={data}
        tree={tree}
        aria-label={strings.list}
        withLines
        onKeyDown={(event) => {
          const id = (event.target as HTMLElement).dataset.value
          if (event.key === 'Enter' && id) onOpen(id)
        }}
        renderNode={({ node, expanded, hasChildren, elementProps }) => (
          <div {...elementProps} className={`${elementProps.className} ${classes.row}`}>
            <Row chart={chart} id={node.value} isExpanded={expanded} hasChildren={hasChildren} onOpen={onOpen} />
          </div>
        )}
      />
    </div>
  )
}

function toNode(chart: OpenChart, { id, below }: ShownCard): TreeNodeData {
  const person = chart.model.people.get(id)
  const children = below.map((one) => toNode(chart, one))
  return {
    value: id,
    label: person?.display_name ?? id,
    hasChildren: (person?.reports ?? 0) > 0,
    ...(children.length > 0 && { children }),
  }
}

type RowProps = {
  readonly chart: OpenChart
  readonly id: string
  readonly isExpanded: boolean
  readonly hasChildren: boolean
  readonly onOpen: (id: string) => void
}

function Row({ chart, id, isExpanded, hasChildren, onOpen }: RowProps) {
  const person = chart.model.people.get(id)
  if (!person) return null
  return (
    <Group gap={8} wrap="nowrap">
      <IconChevronRight
        size={14}
        aria-hidden
        style={{ visibility: hasChildren ? 'visible' : 'hidden', rotate: isExpanded ? '90deg' : '0deg', flexShrink: 0 }}
      />
      <Text
        size="sm"
        fw={500}
        onClick={(event) => {
          event.stopPropagation()
          onOpen(id)
        }}
        style={{ cursor: 'pointer' }}
      >
        {person.display_name}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {[person.title, person.department].filter(Boolean).join(' · ')}
      </Text>
      {person.reports > 0 && (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {strings.reports(person.reports)}
        </Text>
      )}
      {chart.isLoading(id) && <Loader size={12} />}
    </Group>
  )
}
