import { Center, Container, Flex, Loader } from '@mantine/core'
import { Outlet, useLocation, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ConfirmProvider } from '../shared/confirm.tsx'
import { ErrorNotice } from '../shared/error-notice.tsx'
import { EndedScreen, endingOf } from './ended-screen.tsx'
import { useStrings } from './language.tsx'
import { PortalFooter } from './portal-footer.tsx'
import classes from './portal-frame.module.css'
import { PortalHeader } from './portal-header.tsx'
import { usePortalSession } from './portal-session.ts'
import { SetUpStepper } from './set-up-stepper.tsx'
import { frameStrings } from './strings.ts'
import { useOperator } from './use-operator.ts'

/** The frame of the portal: the operator's logo and name, one calm column, no menu; the steps of a set-up at its left. */
export function PortalFrame() {
  const strings = useStrings(frameStrings)
  const isEnded = useLocation({ select: ({ pathname }) => pathname.endsWith('/ended') })
  const { data: session, error, refetch } = usePortalSession({ isEnabled: !isEnded })
  const { id } = useParams({ strict: false })
  const { name } = useOperator().branding
  const title = name ? strings.titleOf(name) : strings.title
  useEffect(() => {
    document.title = title
  }, [title])
  const hasVisit = session !== undefined
  const hasSteps = hasVisit && !isEnded && id !== undefined
  // One column of 720, and the steps beside it.
  const size = hasSteps ? 1000 : 752
  return (
    <ConfirmProvider>
      <Flex direction="column" mih="100vh">
        <a href="#content" className={classes.skip}>
          {strings.skip}
        </a>
        <PortalHeader hasVisit={hasVisit} size={size} />
        <Container size={size} w="100%" flex={1}>
          <Flex gap={{ base: 0, sm: 40 }} direction={{ base: 'column', sm: 'row' }} align="stretch">
            {hasSteps && id && <SetUpStepper directoryId={id} />}
            <main id="content" tabIndex={-1} className={classes.content}>
              {isEnded || hasVisit ? (
                <Outlet />
              ) : (
                <WithoutVisit error={error} onRetry={() => void refetch()} label={strings.loading} />
              )}
            </main>
          </Flex>
        </Container>
        <PortalFooter hasVisit={hasVisit} size={size} />
      </Flex>
    </ConfirmProvider>
  )
}

type WithoutVisitProps = {
  readonly error: ReturnType<typeof usePortalSession>['error']
  readonly onRetry: () => void
  readonly label: string
}

function WithoutVisit({ error, onRetry, label }: WithoutVisitProps) {
  if (error?.status === 401) return <EndedScreen reason={endingOf(error.code)} />
  if (error) return <ErrorNotice error={error} onRetry={onRetry} />
  return (
    <Center py="xl">
      <Loader aria-label={label} role="img" />
    </Center>
  )
}
