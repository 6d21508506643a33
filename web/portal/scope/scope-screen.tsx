import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { ScopeEditor } from '../../shared/scope/scope-editor.tsx'
import { useStrings } from '../language.tsx'
import { StepPage, useGoOn } from '../step-page.tsx'
import { type SetUp, useSetUp } from '../use-set-up.ts'
import { PushedScope } from './pushed-scope.tsx'
import { scopeStrings } from './strings.ts'

/** P6: who is synced. */
export function ScopeScreen() {
  const { id = '' } = useParams({ strict: false })
  const { data, error } = useSetUp(id)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <PanelSkeleton rows={5} />
  return data.provider.kind === 'pull' ? <Pulled {...data} /> : <PushedScope {...data} />
}

function Pulled({ directory, setup }: SetUp) {
  const strings = useStrings(scopeStrings)
  const goOn = useGoOn(directory.id, 'scope')
  const isSettingUp = setup.started_at !== null && setup.finished_at === null
  return (
    <StepPage title={strings.title} text={strings.text}>
      <ScopeEditor
        directoryId={directory.id}
        {...(isSettingUp && { actions: <Button onClick={goOn}>{strings.goOn}</Button> })}
      />
    </StepPage>
  )
}
