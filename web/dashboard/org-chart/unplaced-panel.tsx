import { Button, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { useApi } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.unplaced
const path = '/organizations/{id}/org_chart/unplaced'

type UnplacedPanelProps = {
  readonly organization: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onChoose: (id: string) => void
}

/** The people for whom the chart has no place. */
export function UnplacedPanel({ organization, isOpen, onClose, onChoose }: UnplacedPanelProps) {
  return (
    <SidePanel opened={isOpen} onClose={onClose} title={words.title} size={420}>
      <Text size="sm" c="dimmed" mb="md">
        {words.text}
      </Text>
      {isOpen && <People organization={organization} onChoose={onChoose} />}
    </SidePanel>
  )
}

function People({ organization, onChoose }: Pick<UnplacedPanelProps, 'organization' | 'onChoose'>) {
  const api = useApi()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [path, organization],
    queryFn: ({ pageParam }) =>
      api.get(path, { path: { id: organization }, query: { limit: 50, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.list_metadata.after,
  })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  return (
    <Stack gap={2}>
      {data.pages
        .flatMap((page) => page.data)
        .map((person) => (
          <UnstyledButton key={person.id} py={6} onClick={() => onChoose(person.id)}>
            <Text size="sm" fw={500}>
              {person.display_name}
            </Text>
            <Text size="xs" c="dimmed">
              {[person.title, person.department].filter(Boolean).join(' · ')}
            </Text>
          </UnstyledButton>
        ))}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Stack>
  )
}
