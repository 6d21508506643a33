import { Anchor, Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OrgChart } from '../../shared/api-types.ts'
import { SidePanel } from '../../shared/side-panel.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import type { OpenChart } from './use-org-chart.ts'

const words = strings.panel

type ChartPanelProps = {
  readonly id: string | undefined
  readonly chart: OpenChart
  readonly onClose: () => void
  readonly onAround: (id: string) => void
}

/** Somebody of the chart, beside it: who it is, to whom they report besides, and the way to a chart around them. */
export function ChartPanel({ id, chart, onClose, onAround }: ChartPanelProps) {
  const { data } = useApiQuery(
    '/people/{id}',
    { path: { id: id ?? '' } },
    { isEnabled: id !== undefined, keepsPrevious: false },
  )
  const card = chart.model.people.get(id ?? '')
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={card?.display_name ?? data?.display_name ?? strings.title}
      size={420}
      {...(id && { fullPage: `/people/${id}` })}
    >
      {card && id ? (
        <Stack gap="lg">
          <Text size="sm">{[card.title, card.department].filter(Boolean).join(' · ')}</Text>
          <SimpleGrid cols={2} verticalSpacing="sm">
            <Fact label={words.mail}>{card.mail}</Fact>
            <Fact label={words.manager}>{data?.manager?.display_name ?? (data && words.noManager)}</Fact>
            <Fact label={words.reports}>
              {card.reports === 0 ? words.none : `${strings.count(card.reports)} (${strings.below(card.below)})`}
            </Fact>
            <Fact label={words.department}>{card.department}</Fact>
          </SimpleGrid>
          {card.status !== 'active' && <StatusBadge state={card.status} />}
          <DottedLines id={id} lines={chart.part.dotted_lines} />
          {chart.part.person_id !== id && (
            <Button variant="default" onClick={() => onAround(id)}>
              {words.around}
            </Button>
          )}
        </Stack>
      ) : (
        <Text size="sm">{words.notHere}</Text>
      )}
    </SidePanel>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Stack gap={2} style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {children || '—'}
      </Text>
    </Stack>
  )
}

type Lines = OrgChart['dotted_lines']

function DottedLines({ id, lines }: { readonly id: string; readonly lines: Lines }) {
  const to = lines.filter((line) => line.person.id === id)
  const from = lines.filter((line) => line.manager.id === id)
  return (
    <>
      <LineList title={words.dottedTo} lines={to} end="manager" />
      <LineList title={words.dottedFrom} lines={from} end="person" />
    </>
  )
}

type LineListProps = { readonly title: string; readonly lines: Lines; readonly end: 'manager' | 'person' }

function LineList({ title, lines, end }: LineListProps) {
  if (lines.length === 0) return null
  return (
    <section>
      <Title order={3} fz="sm" mb={6}>
        {title}
      </Title>
      <Stack gap={8}>
        {lines.map((line) => (
          <div key={line.id}>
            <Anchor component={Link} to="/people/$id" params={{ id: line[end].id } as never} size="sm">
              {line[end].display_name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {[line.reason, line.until && words.until(line.until), line.managed_by && placeOf(line.managed_by)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  )
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}
