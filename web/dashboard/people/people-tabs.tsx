import { Badge, Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { formatNumber } from '../../shared/format.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

type PeopleTabsProps = { readonly at: 'people' | 'disputes'; readonly organization: string | null | undefined }

/** The way between everybody and the users of whom nobody knows yet who they are, with how many these are. */
export function PeopleTabs({ at, organization }: PeopleTabsProps) {
  const navigate = useNavigate()
  const open = useOpenCases(organization)
  const to = { people: '/people', disputes: '/people/disputes' } as const
  return (
    <Tabs
      value={at}
      onChange={(value) => {
        if (value === 'people' || value === 'disputes')
          void navigate({ to: to[value], search: organization ? { organization } : {} } as never)
      }}
      mb="md"
    >
      <Tabs.List>
        <Tabs.Tab value="people">{strings.tabs.people}</Tabs.Tab>
        <Tabs.Tab
          value="disputes"
          rightSection={
            open ? (
              <Badge size="sm" variant="light" color="orange" tt="none" fw={600}>
                {open}
              </Badge>
            ) : null
          }
        >
          {strings.tabs.disputes}
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}

/** How many cases are open, as a text; null for none. */
function useOpenCases(organization: string | null | undefined): string | null {
  const query = { organization_id: organization ?? undefined, state: 'open' }
  const { data } = useApiQuery('/match_cases/count', { query }, { isEnabled: Boolean(organization), every: 30_000 })
  if (!data || data.count === 0) return null
  return `${formatNumber(data.count)}${data.is_exact ? '' : '+'}`
}
