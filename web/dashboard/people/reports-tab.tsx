import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { peopleColumns } from './people-columns.tsx'
import { strings } from './strings.en.ts'

const words = strings.reports
const shown = new Set(['name', 'status', 'title', 'department'])
const columns = peopleColumns.filter(({ key }) => shown.has(key))

/** Whom a person reports to, and who reports to the person. */
export function ReportsTab({ person }: { readonly person: PersonWithDirectories }) {
  const { id, organization_id: organization, manager, manager_named: named } = person
  const [page, setPage] = useState<ListPageTo>({})
  const navigate = useNavigate()
  const list = useApiQuery('/people/{id}/reports', { path: { id }, query: { ...page, limit: 25 } })
  const filter = { organization_id: organization, manager: id }
  const count = useApiQuery('/people/count', { query: filter }).data
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} fz="sm" mb={6}>
          {strings.columns.manager}
        </Title>
        <Text size="sm" component="div">
          {manager && (
            <Anchor component={Link} to="/people/$id" params={{ id: manager.id } as never} size="sm">
              {manager.display_name}
            </Anchor>
          )}
          {!manager && (named ? words.unknown(named) : words.none)}
        </Text>
      </section>
      <section>
        <Title order={2} fz="sm" mb={6}>
          {words.title}
        </Title>
        <ListTable<PersonWithDirectories>
          name="person-reports"
          label={words.title}
          isCompact
          rows={list.data?.data}
          rowId={(one) => one.id}
          rowName={(one) => one.display_name}
          columns={columns}
          isLoading={list.isFetching}
          error={list.error}
          onRetry={() => void list.refetch()}
          empty={words.empty}
          {...(count?.is_exact && count.count > 0 && { count: count.count })}
          {...(list.data && { page: list.data.list_metadata })}
          pageWords={strings.pages}
          onPage={setPage}
          onOpen={(one) => void navigate({ to: '/people/$id', params: { id: one.id } })}
        />
      </section>
    </Stack>
  )
}
