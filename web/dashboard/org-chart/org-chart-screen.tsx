import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { OrganizationScreen } from '../organization-scope.tsx'
import type { OrgChartSearch } from './org-chart-search.ts'
import { strings } from './strings.en.ts'
import { Unplaced } from './unplaced.tsx'

// The library that draws is loaded after the page is there.
const OpenedChart = lazy(async () => ({ default: (await import('./opened-chart.tsx')).OpenedChart }))
const ObjectPicker = lazy(async () => ({
  default: (await import('../../shared/pickers/object-picker.tsx')).ObjectPicker,
}))

const route = getRouteApi('/shell/org-chart')

/** Who reports to whom: from the top, or around somebody, as a picture or as a list. */
export function OrgChartScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/org-chart' })
  return (
    <OrganizationScreen
      title={strings.title}
      text={strings.text}
      ask={strings.ask}
      inAddress={search.organization}
      onChoose={(id) => void navigate({ search: { organization: id } })}
      height={420}
    >
      {(organization) => <OfOrganization organization={organization} search={search} />}
    </OrganizationScreen>
  )
}

type OfOrganizationProps = { readonly organization: string; readonly search: OrgChartSearch }

function OfOrganization({ organization, search }: OfOrganizationProps) {
  const navigate = useNavigate({ from: '/org-chart' })
  const to = (part: Partial<OrgChartSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const [tools, setTools] = useState<HTMLElement | null>(null)
  const around = (person: string | undefined) => to({ person, panel: undefined })
  return (
    <>
      <Group gap="sm" mb="sm">
        <Suspense fallback={<Skeleton h={36} w={280} />}>
          <ObjectPicker
            kind="person"
            aria-label={strings.find}
            placeholder={strings.find}
            organization={organization}
            w={280}
            value={search.person ?? null}
            onChange={(id) => around(id ?? undefined)}
          />
        </Suspense>
        {search.person && (
          <Button
            variant="default"
            leftSection={<IconArrowUp size={16} aria-hidden />}
            onClick={() => around(undefined)}
          >
            {strings.toTop}
          </Button>
        )}
        <SegmentedControl
          aria-label={strings.views.label}
          value={search.view ?? 'chart'}
          onChange={(view) => to({ view: view === 'list' ? 'list' : undefined })}
          data={[
            { value: 'chart', label: strings.views.chart },
            { value: 'list', label: strings.views.list },
          ]}
        />
        <Unplaced organization={organization} onChoose={around} />
        <div ref={setTools} style={{ marginLeft: 'auto' }} />
      </Group>
      <Suspense fallback={<Skeleton h={420} aria-busy />}>
        <OpenedChart
          key={`${organization}/${search.person}`}
          organization={organization}
          search={search}
          tools={tools}
          onChange={to}
          onAround={around}
        />
      </Suspense>
    </>
  )
}
