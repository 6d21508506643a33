import { Anchor, Button, Center, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ApiError } from '../../shared/api-client.ts'
import type { Connection } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { type FormValues, SchemaForm } from '../../shared/schema-form.tsx'
import { apiKey, useApi, useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { PortalLink, useGo } from '../portal-link.tsx'
import { stepAfter } from '../set-up-steps.ts'
import { frameStrings } from '../strings.ts'
import { type SetUp, useKeepProgress } from '../use-set-up.ts'
import { SourceFiles } from './source-files.tsx'
import { setupStrings } from './strings.ts'
import { WithSetUp } from './with-set-up.tsx'

/** P3: how a source is reached that is read from here. */
export function SettingsScreen() {
  const { id = '' } = useParams({ strict: false })
  return <WithSetUp id={id}>{(setUp) => <Settings {...setUp} />}</WithSetUp>
}

function Settings(setUp: SetUp) {
  const { directory, provider } = setUp
  const { settings } = useStrings(setupStrings)
  const { loading } = useStrings(frameStrings)
  const path = { id: directory.id }
  const { data: connection, error, refetch } = useApiQuery('/directories/{id}/connection', { path })
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} fz={26}>
          {settings.title(provider.name)}
        </Title>
        <Text c="dimmed" mt={6}>
          {settings.text}
        </Text>
        <Anchor
          component={PortalLink}
          to={`/directories/${directory.id}/steps`}
          size="sm"
          mt={6}
          display="inline-block"
        >
          {settings.help}
        </Anchor>
      </div>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {connection ? (
        <>
          <Paper withBorder p="lg">
            <ConnectionForm {...setUp} connection={connection} />
          </Paper>
          {takesFiles(connection) && <SourceFiles directoryId={directory.id} settings={connection.settings} />}
        </>
      ) : (
        !error && (
          <Center py="xl">
            <Loader aria-label={loading} role="img" />
          </Center>
        )
      )}
    </Stack>
  )
}

function ConnectionForm({ directory, provider, connection }: SetUp & { readonly connection: Connection }) {
  const { settings: strings } = useStrings(setupStrings)
  const api = useApi()
  const client = useQueryClient()
  const go = useGo()
  const path = { id: directory.id }
  const keep = useKeepProgress(directory.id)
  const save = useMutation<Connection, ApiError, FormValues>({
    mutationFn: (settings) => api.put('/directories/{id}/connection', { path, body: { settings } }),
    async onSuccess(saved) {
      client.setQueryData(apiKey('/directories/{id}/connection', { path }), saved)
      const next = stepAfter(provider.kind, 'settings')
      await keep.mutateAsync({ steps: { settings: true }, current_step: next })
      // Files are chosen on this screen, below the form, before anything can be tested.
      if (!takesFiles(saved) || Object.keys(connection.settings).length > 0) {
        await go(`/directories/${directory.id}/${next}`)
      }
    },
  })
  const schema = provider.settings ?? {}
  const fieldErrors = save.error?.fields ?? {}
  return (
    <Stack gap="md">
      {save.error && Object.keys(fieldErrors).length === 0 && <ErrorNotice error={save.error} />}
      <SchemaForm
        schema={schema}
        values={connection.settings}
        errors={fieldErrors}
        folded={advancedOf(schema)}
        submitLabel={strings.save}
        isSubmitting={save.isPending}
        onSubmit={(values) => save.mutate(values)}
      />
    </Stack>
  )
}

/** Fields that few people need. */
function advancedOf({ properties }: { readonly properties?: unknown }): readonly string[] {
  if (typeof properties !== 'object' || properties === null) return []
  const isAdvanced = (schema: unknown) => typeof schema === 'object' && schema !== null && 'advanced' in schema
  return Object.entries(properties).flatMap(([name, schema]) => (isAdvanced(schema) ? [name] : []))
}

function takesFiles({ type, settings }: Connection): boolean {
  return type === 'csv' && (settings.source ?? 'upload') === 'upload'
}

/** Back to the settings, where something has to be changed. */
export function ToSettings({ directoryId }: { readonly directoryId: string }) {
  const { test } = useStrings(setupStrings)
  return (
    <Group>
      <Button component={PortalLink} to={`/directories/${directoryId}/settings`} variant="default">
        {test.toSettings}
      </Button>
    </Group>
  )
}
