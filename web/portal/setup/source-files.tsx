import { Button, FileButton, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '../../shared/api-client.ts'
import type { SourceFile } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatBytes } from '../../shared/format.ts'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { PortalLink } from '../portal-link.tsx'
import { setupStrings } from './strings.ts'

export type SourceFilesProps = {
  readonly directoryId: string
  readonly settings: Readonly<Record<string, unknown>>
}

const settingNames = [
  ['users_file', 'users.csv'],
  ['groups_file', 'groups.csv'],
  ['memberships_file', 'memberships.csv'],
] as const

/** The files of a directory that is read from files: which are there, and a way to give others. */
export function SourceFiles({ directoryId, settings }: SourceFilesProps) {
  const { settings: strings, guide } = useStrings(setupStrings)
  const { data, error } = useApiQuery('/directories/{id}/files', { path: { id: directoryId }, query: { limit: '100' } })
  const isSaved = Object.keys(settings).length > 0
  const names = settingNames.map(([name, usual]) => (typeof settings[name] === 'string' ? settings[name] : usual))
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <div>
          <Title order={2} fz="md">
            {strings.files}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {isSaved ? strings.filesText : strings.filesFirst}
          </Text>
        </div>
        <ErrorNotice error={error} />
        {names.map((name) => (
          <FileRow
            key={name}
            name={name}
            directoryId={directoryId}
            file={data?.data.find((file) => file.name === name)}
            isDisabled={!isSaved}
          />
        ))}
        {data && data.data.length > 0 && (
          <Group>
            <Button component={PortalLink} to={`/directories/${directoryId}/test`}>
              {guide.goOnTest}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

type FileRowProps = {
  readonly name: string
  readonly directoryId: string
  readonly file: SourceFile | undefined
  readonly isDisabled: boolean
}

function FileRow({ name, directoryId, file, isDisabled }: FileRowProps) {
  const { settings: strings } = useStrings(setupStrings)
  const upload = useUpload(directoryId, name)
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" fw={500} ff="monospace">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {file ? (
              <>
                {strings.uploaded} <Time at={file.uploaded_at} /> · {formatBytes(file.size)}
              </>
            ) : (
              strings.notUploaded
            )}
          </Text>
        </div>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv"
          disabled={isDisabled}
          onChange={(chosen) => chosen && upload.mutate(chosen)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              loading={upload.isPending}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {strings.chooseFile(name)}
            </Button>
          )}
        </FileButton>
      </Group>
      <ErrorNotice error={upload.error} />
    </Stack>
  )
}

/** Sends a file as it is; nothing is read until the set-up is started. */
function useUpload(directoryId: string, name: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation<void, ApiError, File>({
    async mutationFn(file) {
      const path = `/directories/${encodeURIComponent(directoryId)}/files/${encodeURIComponent(name)}`
      const response = await fetch(api.address(path, { sync: 'false' }), {
        method: 'PUT',
        headers: { 'content-type': 'text/csv', 'x-muster-request': '1' },
        body: file,
      })
      if (!response.ok) throw await refusalOf(response)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['/directories/{id}/files'] }),
  })
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const said =
    typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : response.statusText
  const code =
    typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : `http_${response.status}`
  return new ApiError(said, {
    status: response.status,
    code,
    requestId: response.headers.get('x-request-id'),
    fields: {},
  })
}
