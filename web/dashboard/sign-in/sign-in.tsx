import { Alert, Anchor, Button, Code, Divider, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconLogin2 } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { baseUrl } from '../../shared/api-client.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { KeyForm } from './key-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { strings } from './strings.en.ts'
import { screenAddress, useSignInOptions } from './use-sign-in.ts'

const route = getRouteApi('/sign-in')

/** Where whoever is not signed in comes: the ways in, and why the last try came to nothing. */
export function SignIn() {
  const { to, error } = route.useSearch()
  const options = useSignInOptions()
  const provider = options.data?.single_sign_on
  return (
    <SignInFrame title={strings.title}>
      <Stack gap="md">
        {error !== undefined && <Refusal code={error} />}
        {options.isPending && <Skeleton h={36} />}
        <ErrorNotice error={options.error} onRetry={() => void options.refetch()} />
        {options.data?.is_demo && <DemoHint to={to} />}
        {provider && (
          <Button component="a" href={providerAddress(to)} fullWidth leftSection={<IconLogin2 size={18} aria-hidden />}>
            {strings.byProvider(provider.name)}
          </Button>
        )}
        {options.data && <ByKey to={to} isSecond={Boolean(provider)} />}
        {options.data?.has_owner === false && !options.data.is_demo && <NoOwner />}
        {options.data?.has_owner && (
          <Text size="sm" c="dimmed" ta="center">
            {strings.askOwner}
          </Text>
        )}
      </Stack>
    </SignInFrame>
  )
}

function Refusal({ code }: { readonly code: string }) {
  return (
    <Alert
      color="red"
      variant="light"
      title={strings.failed}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      role="alert"
    >
      {(Object.hasOwn(strings.errors, code) && strings.errors[code]) || strings.unknownError}
    </Alert>
  )
}

type ToProps = { readonly to: string | undefined }

function DemoHint({ to }: ToProps) {
  return (
    <Alert color="green" variant="light" icon={<IconInfoCircle size={18} aria-hidden />}>
      {strings.demo.text}{' '}
      <Anchor href={screenAddress(to)} inherit underline="always">
        {strings.demo.action}
      </Anchor>
    </Alert>
  )
}

/** The field for a key, at once where there is no other way. */
function ByKey({ to, isSecond }: ToProps & { readonly isSecond: boolean }) {
  const [isOpen, setOpen] = useState(!isSecond)
  if (!isOpen) {
    return (
      <Button variant="default" fullWidth onClick={() => setOpen(true)}>
        {strings.useKey}
      </Button>
    )
  }
  return (
    <>
      {isSecond && <Divider label={strings.or} />}
      <KeyForm to={to} isSecond={isSecond} />
    </>
  )
}

function NoOwner() {
  const { title, before, command, after } = strings.noOwner
  return (
    <Alert color="blue" variant="light" title={title} icon={<IconInfoCircle size={18} aria-hidden />}>
      {before}
      <Code>{command}</Code>
      {after}
    </Alert>
  )
}

function providerAddress(to: string | undefined): string {
  const address = new URL('dashboard/sign-in/oidc', baseUrl)
  if (to) address.searchParams.set('to', to)
  return address.href
}
