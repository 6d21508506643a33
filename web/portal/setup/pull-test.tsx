import { Accordion, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { CheckReport } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Markdown } from '../../shared/markdown.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { stepAfter } from '../set-up-steps.ts'
import { type SetUp, useKeepProgress } from '../use-set-up.ts'
import { CheckReportView } from './check-report-view.tsx'
import { ToSettings } from './settings-screen.tsx'
import { setupStrings } from './strings.ts'
import { useBranded } from './use-branded.ts'

/** What a connection really sees at its source. */
export function PullTest(setUp: SetUp) {
  const { directory, provider } = setUp
  const { test } = useStrings(setupStrings)
  const path = { id: directory.id }
  const { data: connection } = useApiQuery('/directories/{id}/connection', { path })
  const isFilled =
    connection !== undefined && (Object.keys(connection.settings).length > 0 || provider.settings === null)
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} fz={26}>
          {test.title(provider.name)}
        </Title>
        <Text c="dimmed" mt={6}>
          {test.pullText}
        </Text>
      </div>
      {connection && !isFilled && (
        <EmptyState title={test.first} text={test.firstText} action={<ToSettings directoryId={directory.id} />} />
      )}
      {isFilled && <Checked {...setUp} generation={connection.generation} />}
      <Accordion variant="contained" order={2}>
        <Accordion.Item value="meaning">
          <Accordion.Control>
            <Text fw={500} size="sm" component="span">
              {test.meaning}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>
            <Meaning text={provider.test} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  )
}

function Meaning({ text }: { readonly text: string }) {
  const branded = useBranded()
  return (
    <div lang="en">
      <Markdown text={branded(text)} />
    </div>
  )
}

function Checked({ directory, provider, generation }: SetUp & { readonly generation: number }) {
  const { test } = useStrings(setupStrings)
  const api = useApi()
  const keep = useKeepProgress(directory.id)
  // Asked anew with other settings, and by the button; looking at another window asks nobody.
  const report = useQuery<CheckReport, ApiError>({
    queryKey: ['check', directory.id, generation],
    queryFn: ({ signal }) =>
      api.post('/directories/{id}/connection/check', { path: { id: directory.id }, body: {}, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  })
  const next = stepAfter(provider.kind, 'test')
  const isUsable = report.data?.is_usable === true && !report.isFetching
  return (
    <Stack gap="lg">
      <CheckReportView
        key={report.dataUpdatedAt}
        report={report.isFetching ? undefined : report.data}
        isBusy={report.isFetching}
      />
      {!report.isFetching && <ErrorNotice error={report.error} title={test.notUsable} />}
      <Group gap="sm">
        {isUsable && (
          <Button
            component={PortalLink}
            to={`/directories/${directory.id}/${next}`}
            rightSection={<IconArrowRight size={16} aria-hidden />}
            onClick={() => keep.mutate({ steps: { test: true }, current_step: next })}
          >
            {test.goOn}
          </Button>
        )}
        <Button
          variant={isUsable ? 'default' : 'filled'}
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={report.isFetching}
          onClick={() => void report.refetch()}
        >
          {test.again}
        </Button>
        {!isUsable && !report.isFetching && <ToSettings directoryId={directory.id} />}
        {!isUsable && !report.isFetching && (
          <Button component={PortalLink} to={`/directories/${directory.id}/steps`} variant="subtle">
            {test.toSteps}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
