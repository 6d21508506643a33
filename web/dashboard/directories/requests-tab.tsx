import { Button, Group, Skeleton, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { ScimRequestList } from '../../shared/scim-request-list.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { TabProps } from './directory-tabs.tsx'
import { strings } from './strings.en.ts'
import { useTabPage } from './use-tab-page.ts'

const words = strings.requests

/** What the identity provider asked, in plain words, the last first. */
export function RequestsTab({ directory: { id } }: TabProps) {
  const { page, onPage } = useTabPage()
  const [isErrorsOnly, setErrorsOnly] = useState(false)
  const query = { limit: '25', ...(isErrorsOnly && { errors_only: 'true' as const }), ...page }
  const options = page.after ? {} : { every: 10_000 }
  const { data, error, refetch } = useApiQuery('/directories/{id}/scim_requests', { path: { id }, query }, options)
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  const { after } = data.list_metadata
  return (
    <Stack gap="md">
      <Switch
        label={words.errorsOnly}
        checked={isErrorsOnly}
        onChange={() => {
          setErrorsOnly(!isErrorsOnly)
          onPage({})
        }}
      />
      {data.data.length === 0 ? (
        <EmptyState
          title={isErrorsOnly ? words.noErrors : words.none}
          {...(!isErrorsOnly && { text: words.noneText })}
          isCompact
        />
      ) : (
        <ScimRequestList requests={data.data} />
      )}
      <Group justify="flex-end" gap="xs">
        {page.after && (
          <Button variant="default" size="xs" onClick={() => onPage({})}>
            {words.newer}
          </Button>
        )}
        {after && (
          <Button variant="default" size="xs" onClick={() => onPage({ after })}>
            {words.older}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
