import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { DirectoryToken } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { counted } from '../../shared/counted-text.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useFreshTokens } from '../fresh-tokens.tsx'
import { useLanguage, useStrings } from '../language.tsx'
import { RotateTokenDialog } from './rotate-token-dialog.tsx'
import { setupStrings } from './strings.ts'
import { useMakeToken, useUsableTokens } from './use-tokens.ts'

/** The token of a directory: made on demand, shown once, then only told of; replaced without a gap. */
export function TokenPanel({ directoryId }: { readonly directoryId: string }) {
  const { guide, token: strings } = useStrings(setupStrings)
  const { tokens, error, refetch } = useUsableTokens(directoryId)
  const fresh = useFreshTokens().of(directoryId)
  const make = useMakeToken(directoryId)
  const [rotated, setRotated] = useState<'kept' | 'ended' | null>(null)
  const [isAsking, { open, close }] = useDisclosure()
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  const [present, ...others] = tokens ?? []
  const replace = (endsAtOnce: boolean) =>
    make.mutate(
      { before: tokens ?? [], endsAtOnce },
      {
        onSuccess() {
          setRotated(endsAtOnce ? 'ended' : 'kept')
          close()
        },
      },
    )
  return (
    <Stack gap="xs">
      {rotated && <Alert variant="light">{rotated === 'kept' ? strings.rotated : strings.rotatedNow}</Alert>}
      {fresh ? <CopyField label={guide.token} value={fresh} secret once /> : <Hidden present={present} />}
      <Group gap="sm">
        {present ? (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={open}>
            {strings.rotate}
          </Button>
        ) : (
          tokens && (
            <Button
              size="xs"
              leftSection={<IconKey size={14} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate({ before: [], endsAtOnce: false })}
            >
              {strings.make}
            </Button>
          )
        )}
        {present && <Use token={present} others={others} />}
      </Group>
      <ErrorNotice error={make.error} />
      <RotateTokenDialog isOpen={isAsking} isBusy={make.isPending} onClose={close} onReplace={replace} />
    </Stack>
  )
}

function Hidden({ present }: { readonly present: DirectoryToken | undefined }) {
  const { guide, token: strings } = useStrings(setupStrings)
  return (
    <div>
      <Text size="sm" fw={500}>
        {guide.token}
      </Text>
      <Text size="sm" c="dimmed">
        {present ? (
          <>
            <span aria-hidden>•••••••• </span>
            {strings.masked(present.token_suffix)}. {strings.hidden}
          </>
        ) : (
          strings.none
        )}
      </Text>
    </div>
  )
}

function Use({ token, others }: { readonly token: DirectoryToken; readonly others: readonly DirectoryToken[] }) {
  const { token: strings } = useStrings(setupStrings)
  const { language } = useLanguage()
  const [other] = others
  return (
    <Text size="xs" c="dimmed">
      {token.last_used_at ? (
        <>
          {strings.lastUsed}: <Time at={token.last_used_at} />
        </>
      ) : (
        strings.neverUsed
      )}
      {other && (
        <>
          {' · '}
          {counted(strings.several, others.length, language)}
          {other.expires_at && (
            <>
              {' · '}
              {strings.endsOn}: <Time at={other.expires_at} />
            </>
          )}
        </>
      )}
    </Text>
  )
}
