import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DirectoryWithToken, Provider } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ProviderGuide } from './provider-guide.tsx'
import { strings } from './strings.en.ts'

const words = strings.make

type MadeDirectoryProps = { readonly directory: DirectoryWithToken; readonly provider: Provider | undefined }

/** What the identity provider needs of a directory that was just made. The token is shown only here. */
export function MadeDirectory({ directory, provider }: MadeDirectoryProps) {
  const { id, endpoint, bearer_token: token } = directory
  return (
    <Stack gap="md">
      <Alert
        color="green"
        variant="light"
        icon={<IconCircleCheck size={18} aria-hidden />}
        title={words.madeTitle}
        role="status"
      >
        <Text size="sm" c="inherit">
          {words.madeText}
        </Text>
      </Alert>
      <Paper withBorder p="lg">
        <Stack gap="md">
          {endpoint && <CopyField label={words.endpoint} value={endpoint} />}
          {token && <CopyField label={words.token} value={token} secret once />}
          <Group justify="flex-end">
            <Button component={Link} to="/directories/$id" params={{ id } as never}>
              {words.toDirectory}
            </Button>
          </Group>
        </Stack>
      </Paper>
      {provider && (
        <Paper component="section" withBorder p="lg" aria-label={words.steps}>
          <Title order={2} fz="md" mb="sm">
            {words.steps}
          </Title>
          <ProviderGuide
            provider={provider}
            placeholders={{
              ...(endpoint && { endpoint: { value: endpoint, label: words.endpoint } }),
              ...(token && { bearer_token: { value: token, label: words.token, isSecret: true } }),
            }}
          />
        </Paper>
      )}
    </Stack>
  )
}
