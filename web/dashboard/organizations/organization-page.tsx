import { Anchor, Button, Skeleton, Tabs } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Organization } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { OrganizationDetails } from './organization-details.tsx'
import { OrganizationDirectories } from './organization-directories.tsx'
import { OrganizationDomains } from './organization-domains.tsx'
import { OrganizationForm } from './organization-form.tsx'
import { OrganizationTab } from './organizations-search.ts'
import { PortalLinks } from './portal-links.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/organizations/$id')

/** D2: one organization, with its directories, set-up links and domains. */
export function OrganizationPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/organizations/{id}', { path: { id } }, { keepsPrevious: false })
  if (error) return <ErrorNotice error={error} title={strings.notFound} onRetry={() => void refetch()} />
  return data ? <Page organization={data} /> : <Skeleton h={240} aria-busy />
}

function Page({ organization }: { readonly organization: Organization }) {
  const { tab = 'directories' } = route.useSearch()
  const navigate = useNavigate({ from: '/organizations/$id' })
  const mayWrite = useMay('organizations:write')
  const mayLink = useMay('portal:write')
  const [isEditing, setEditing] = useState(false)
  const tabs = OrganizationTab.options.filter((one) => one !== 'links' || mayLink)
  const open = (value: string | null) => {
    const next = OrganizationTab.safeParse(value)
    if (next.success) void navigate({ search: { tab: next.data } })
  }
  return (
    <>
      <PageHeader
        title={organization.name}
        breadcrumbs={[
          <Anchor key="list" component={Link} to="/organizations" size="sm">
            {strings.title}
          </Anchor>,
        ]}
        actions={
          mayWrite && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {strings.edit}
            </Button>
          )
        }
      />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {strings.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="directories">
          <OrganizationDirectories organizationId={organization.id} />
        </Tabs.Panel>
        <Tabs.Panel value="links">
          <PortalLinks organizationId={organization.id} />
        </Tabs.Panel>
        <Tabs.Panel value="domains">
          <OrganizationDomains organization={organization} />
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <OrganizationDetails organization={organization} />
        </Tabs.Panel>
      </Tabs>
      <OrganizationForm opened={isEditing} onClose={() => setEditing(false)} organization={organization} />
    </>
  )
}
