import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { MappingEditor } from '../../shared/mapping/mapping-editor.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { useStrings } from '../language.tsx'
import { StepPage, useGoOn } from '../step-page.tsx'
import { type SetUp, useSetUp } from '../use-set-up.ts'
import { PushedAttributes } from './pushed-attributes.tsx'
import { attributesStrings } from './strings.ts'

/** P5: which attributes people have, and where each comes from. */
export function AttributesScreen() {
  const { id = '' } = useParams({ strict: false })
  const { data, error } = useSetUp(id)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <PanelSkeleton rows={8} />
  return data.provider.kind === 'pull' ? <Pulled {...data} /> : <PushedAttributes {...data} />
}

function Pulled({ directory, setup }: SetUp) {
  const strings = useStrings(attributesStrings)
  const goOn = useGoOn(directory.id, 'attributes')
  const isSettingUp = setup.started_at !== null && setup.finished_at === null
  return (
    <StepPage title={strings.title} text={strings.text}>
      <MappingEditor
        directoryId={directory.id}
        organizationId={directory.organization_id}
        {...(isSettingUp && { actions: () => <Button onClick={goOn}>{strings.goOn}</Button> })}
      />
    </StepPage>
  )
}
