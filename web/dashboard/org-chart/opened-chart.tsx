import { Alert, Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconRotateClockwise2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { createPortal } from 'react-dom'
import type { OrgChart } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { ChartExport } from './chart-export.tsx'
import { ChartList } from './chart-list.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { ChartView } from './chart-view.tsx'
import type { OrgChartSearch } from './org-chart-search.ts'
import { strings } from './strings.en.ts'
import { useOrgChart } from './use-org-chart.ts'

type OpenedChartProps = {
  readonly organization: string
  readonly search: OrgChartSearch
  /** Where what can be done with the chart has its place, above it. */
  readonly tools: HTMLElement | null
  readonly onChange: (part: Partial<OrgChartSearch>) => void
  readonly onAround: (id: string) => void
}

/** The chart with what is wrong with it, and somebody of it beside it. */
export function OpenedChart({ organization, search, tools, onChange, onAround }: OpenedChartProps) {
  const { query, chart } = useOrgChart(organization, search.person)
  const wasOpened = useRef(false)
  wasOpened.current ||= search.panel !== undefined
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
  if (!chart) return <Skeleton h={420} aria-busy />
  if (chart.shown.length === 0) return <NoChart organization={organization} />
  const open = (panel: string) => onChange({ panel })
  return (
    <Stack gap="sm">
      <Loops loops={chart.part.loops} />
      {chart.isFull && (
        <Alert color="orange" title={strings.full.title}>
          <Group justify="space-between">
            <Text size="sm">{strings.full.text}</Text>
            <Button component={Link} to="/people" search={{ organization } as never} variant="default" size="xs">
              {strings.full.action}
            </Button>
          </Group>
        </Alert>
      )}
      {tools && createPortal(<ChartExport chart={chart} />, tools)}
      {search.view === 'list' ? (
        <ChartList chart={chart} onOpen={open} />
      ) : (
        <ChartView chart={chart} chosen={search.panel ?? search.person} onOpen={open} />
      )}
      {wasOpened.current && (
        <ChartPanel
          id={search.panel}
          chart={chart}
          onClose={() => onChange({ panel: undefined })}
          onAround={onAround}
        />
      )}
    </Stack>
  )
}

function NoChart({ organization }: { readonly organization: string }) {
  return (
    <EmptyState
      title={strings.empty.title}
      text={strings.empty.text}
      action={
        <Button component={Link} to="/people" search={{ organization } as never} variant="default">
          {strings.empty.action}
        </Button>
      }
    />
  )
}

function Loops({ loops }: { readonly loops: OrgChart['loops'] }) {
  if (loops.length === 0) return null
  return (
    <Alert color="red" icon={<IconRotateClockwise2 size={18} aria-hidden />} title={strings.loops.title(loops.length)}>
      <Text size="sm" mb={4}>
        {strings.loops.text}
      </Text>
      {loops.slice(0, 10).map((loop) => (
        <Text key={loop[0]?.id} size="sm">
          {[...loop, ...loop.slice(0, 1)].map(({ id, display_name: name }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first is there twice, and the places stay.
            <span key={index}>
              {index > 0 && ' → '}
              <Anchor
                fz="inherit"
                c="inherit"
                underline="always"
                renderRoot={(props) => <Link to={`/people/${id}`} {...props} />}
              >
                {name}
              </Anchor>
            </span>
          ))}
        </Text>
      ))}
    </Alert>
  )
}
