import { Button, Group } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { GoTo, PortalLink } from '../portal-link.tsx'
import { StepPage } from '../step-page.tsx'
import { type SetUp, useSetUp } from '../use-set-up.ts'
import { GuardAndStart } from './guard-and-start.tsx'
import { ReviewNumbers } from './review-numbers.tsx'
import { reviewStrings } from './strings.ts'
import { useReview } from './use-review.ts'

/** P8: what the first sync will do, in numbers and names, before it is started. */
export function ReviewScreen() {
  const { id = '' } = useParams({ strict: false })
  const { data, error } = useSetUp(id)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <PanelSkeleton />
  return data.provider.kind === 'pull' ? <Review {...data} /> : <GoTo to={`/directories/${id}/status`} />
}

function Review({ directory, provider }: SetUp) {
  const strings = useStrings(reviewStrings)
  const path = { id: directory.id }
  const { data: connection, error } = useApiQuery('/directories/{id}/connection', { path })
  const isFilled = connection && (Object.keys(connection.settings).length > 0 || provider.settings === null)
  const review = useReview(directory.id, connection?.generation ?? null, Boolean(isFilled))
  return (
    <StepPage title={strings.title} text={strings.text}>
      <ErrorNotice error={error} />
      {connection && !isFilled && (
        <EmptyState
          title={strings.notReady}
          text={strings.notReadyText}
          action={
            <Button component={PortalLink} to={`/directories/${directory.id}/settings`}>
              {strings.toSettings}
            </Button>
          }
        />
      )}
      {isFilled && (
        <>
          <ReviewNumbers directoryId={directory.id} review={review} />
          <Group gap="xs">
            <Button component={PortalLink} to={`/directories/${directory.id}/attributes`} variant="default" size="sm">
              {strings.toAttributes}
            </Button>
            <Button component={PortalLink} to={`/directories/${directory.id}/scope`} variant="default" size="sm">
              {strings.toScope}
            </Button>
          </Group>
          <GuardAndStart key={connection.updated_at} connection={connection} />
        </>
      )}
    </StepPage>
  )
}
