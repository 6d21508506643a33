import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Organization } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay, useSession } from '../session.ts'
import { OrganizationForm } from './organization-form.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/organizations')
const words = strings.columns

const columns: readonly ListColumn<Organization>[] = [
  { key: 'name', title: words.name, render: ({ name }) => <Text fw={500}>{name}</Text> },
  {
    key: 'domains',
    title: words.domains,
    render: ({ domains }) => domains.map(({ domain }) => domain).join(', ') || '–',
  },
  { key: 'external_id', title: words.externalId, render: ({ external_id }) => external_id ?? '–' },
  { key: 'created_at', title: words.created, render: ({ created_at }) => <Time at={created_at} /> },
  { key: 'id', title: words.id, render: ({ id }) => <code>{id}</code>, defaultHidden: true },
]

/** D2: the organizations. */
export function OrganizationsList() {
  const { search, after, before, new: isMaking } = route.useSearch()
  const navigate = useNavigate({ from: '/organizations' })
  const { data: session } = useSession()
  const mayMake = useMay('organizations:write') && session?.organization_id === null
  const query = { limit: '25', search, after, before }
  const { data, error, isFetching, refetch } = useApiQuery('/organizations', { query })
  const make = (isOn: boolean) => void navigate({ search: (now) => ({ ...now, new: isOn || undefined }) })
  const button = mayMake && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => make(true)}>
      {strings.create}
    </Button>
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={button} />
      <ListTable
        name="organizations"
        label={strings.title}
        rows={data?.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={columns}
        isLoading={isFetching}
        error={error}
        onRetry={() => void refetch()}
        empty={{ ...strings.empty, action: button }}
        isFiltered={Boolean(search)}
        onClearFilters={() => void navigate({ search: {} })}
        {...(data && { page: data.list_metadata })}
        onPage={(to) => void navigate({ search: { search, ...to } })}
        onOpen={({ id }) => void navigate({ to: '/organizations/$id', params: { id } })}
        search={
          <SearchField
            value={search ?? ''}
            label={strings.search}
            onChange={(text) => void navigate({ search: { search: text || undefined }, replace: true })}
          />
        }
      />
      {mayMake && (
        <OrganizationForm
          opened={isMaking === true}
          onClose={() => make(false)}
          onSaved={({ id }) => void navigate({ to: '/organizations/$id', params: { id } })}
        />
      )}
    </>
  )
}
