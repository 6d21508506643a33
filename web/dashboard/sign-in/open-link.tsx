import { Alert, Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { linkToken } from './link-token.ts'
import { OwnerForm } from './owner-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { strings } from './strings.en.ts'
import { useSignIn, useSignInOptions } from './use-sign-in.ts'

/**
 * Where a sign-in link leads. The link is used only when somebody presses the button: programs that look at links in messages
 * open pages, too, and must not use it up.
 */
export function OpenLink() {
  const token = linkToken()
  const options = useSignInOptions()
  if (token === null) return <Incomplete />
  if (options.isPending) {
    return (
      <SignInFrame title={strings.link.title}>
        <Skeleton h={36} />
      </SignInFrame>
    )
  }
  return options.data?.has_owner === false ? <OwnerForm token={token} /> : <Confirm token={token} />
}

function Confirm({ token }: { readonly token: string }) {
  const { signIn, isBusy, error } = useSignIn(undefined)
  return (
    <SignInFrame title={strings.link.title} text={strings.link.text}>
      <Stack gap="md">
        <ErrorNotice error={error} title={strings.failed} />
        <Button fullWidth loading={isBusy} autoFocus onClick={() => void signIn({ link_token: token })}>
          {strings.link.action}
        </Button>
        {error !== null && <OtherWay />}
      </Stack>
    </SignInFrame>
  )
}

function Incomplete() {
  return (
    <SignInFrame title={strings.title}>
      <Stack gap="md">
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="alert">
          {strings.link.missing}
        </Alert>
        <OtherWay />
      </Stack>
    </SignInFrame>
  )
}

function OtherWay() {
  return (
    <Text size="sm" ta="center">
      <Anchor renderRoot={(props) => <Link to="/sign-in" search={{}} {...props} />}>{strings.link.other}</Anchor>
    </Text>
  )
}
