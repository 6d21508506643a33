import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { strings } from './strings.en.ts'
import { useSignIn } from './use-sign-in.ts'

const words = strings.owner

/** The first run: whoever has the first link says who they are, and is the owner. */
export function OwnerForm({ token }: { readonly token: string }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [isTried, setTried] = useState(false)
  const { signIn, isBusy, error } = useSignIn(undefined)
  const fields = error instanceof ApiError ? error.fields : {}
  const isFilled = name.trim() !== '' && email.trim() !== ''
  return (
    <SignInFrame title={words.title} text={words.text}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (isFilled) void signIn({ link_token: token, name: name.trim(), email: email.trim() })
        }}
      >
        <Stack gap="md">
          <TextInput
            label={words.name}
            autoComplete="name"
            autoFocus
            value={name}
            error={isTried && name.trim() === '' ? words.nameRequired : fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={words.email}
            description={words.emailHint}
            type="email"
            autoComplete="email"
            value={email}
            error={isTried && email.trim() === '' ? words.emailRequired : fields.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {Object.keys(fields).length === 0 && <ErrorNotice error={error} title={strings.failed} />}
          <Button type="submit" loading={isBusy} fullWidth>
            {words.action}
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  )
}
