import { Anchor, Skeleton, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Directory, DirectoryHealth } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { DirectoryActions } from './directory-actions.tsx'
import { DirectoryProblems } from './directory-problems.tsx'
import { DirectoryTabs } from './directory-tabs.tsx'
import { strings } from './strings.en.ts'
import { useHealth } from './use-health.ts'
import { providerName, useProviders } from './use-providers.ts'

const route = getRouteApi('/shell/directories/$id')

/** D4: one directory: how it does, why, and everything that can be done with it. */
export function DirectoryPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/directories/{id}', { path: { id } }, { keepsPrevious: false })
  const health = useHealth([id]).get(id)
  if (error) return <ErrorNotice error={error} title={strings.page.notFound} onRetry={() => void refetch()} />
  if (!data || !health) return <Skeleton h={320} aria-busy />
  return <Page directory={data} health={health} />
}

type PageProps = { readonly directory: Directory; readonly health: DirectoryHealth }

function Page({ directory, health }: PageProps) {
  const providers = useProviders()
  const { name, state, organization_id: organizationId } = directory
  return (
    <>
      <PageHeader
        title={name}
        badge={<StatusBadge state={state} label={strings.states[state]} />}
        breadcrumbs={[
          <Anchor key="list" component={Link} to="/directories" size="sm">
            {strings.title}
          </Anchor>,
        ]}
        text={
          <Text component="span" size="sm">
            {providerName(providers, directory.type)} {strings.page.of}{' '}
            <Anchor
              component={Link}
              to="/organizations/$id"
              params={{ id: organizationId } as never}
              size="sm"
              underline="always"
            >
              {health.organization_name}
            </Anchor>
          </Text>
        }
        actions={<DirectoryActions directory={directory} health={health} />}
      />
      <Stack gap="md">
        <DirectoryProblems directory={directory} health={health} />
        <DirectoryTabs directory={directory} health={health} />
      </Stack>
    </>
  )
}
