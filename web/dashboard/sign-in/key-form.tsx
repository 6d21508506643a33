import { Button, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { strings } from './strings.en.ts'
import { useSignIn } from './use-sign-in.ts'

type KeyFormProps = {
  readonly to: string | undefined /** Whether there is another way, which comes first. */
  readonly isSecond: boolean
}

/** Signs in with an API key. */
export function KeyForm({ to, isSecond }: KeyFormProps) {
  const [key, setKey] = useState('')
  const [missing, setMissing] = useState<string | null>(null)
  const { signIn, isBusy, error } = useSignIn(to)
  const isWrong = error instanceof ApiError && error.code === 'unauthorized'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (key.trim() === '') setMissing(strings.apiKeyRequired)
        else void signIn({ api_key: key.trim() })
      }}
    >
      <Stack gap="md">
        <PasswordInput
          label={strings.apiKey}
          description={strings.apiKeyHint}
          autoComplete="off"
          autoFocus={isSecond}
          value={key}
          error={missing ?? (isWrong ? error.message : null)}
          onChange={(event) => {
            setKey(event.currentTarget.value)
            setMissing(null)
          }}
        />
        {!isWrong && <ErrorNotice error={error} title={strings.failed} />}
        <Button type="submit" loading={isBusy} variant={isSecond ? 'default' : 'filled'} fullWidth>
          {strings.byKey}
        </Button>
      </Stack>
    </form>
  )
}
