import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { counted } from '../counted-text.ts'
import { ErrorNotice } from '../error-notice.tsx'
import { PanelSkeleton } from '../panel-skeleton.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { AddAttribute } from './add-attribute.tsx'
import { CountEverybody } from './count-everybody.tsx'
import { ExpressionHelp } from './expression-help.tsx'
import { type MappingStrings, useMappingStrings } from './mapping-strings.ts'
import classes from './mapping-table.module.css'
import { MappingTable } from './mapping-table.tsx'
import { customPrefix } from './our-attributes.ts'
import { PersonPicker } from './person-picker.tsx'
import { pathsIn } from './source-paths.ts'
import {
  errorsOf,
  type MappingEditing,
  type MappingParts,
  useMappingEditor,
  useMappingParts,
} from './use-mapping-editor.ts'
import { type PreviewedUser, useCounts, useMappingPreview } from './use-mapping-preview.ts'

export type MappingEditorProps = {
  readonly directoryId: string
  readonly organizationId: string
  /** Where the reader may only look. */
  readonly isReadOnly?: boolean
  /** What stands beside the button that saves, such as "Continue"; it is told whether everything is saved. */
  readonly actions?: (editing: Pick<MappingEditing, 'unsaved' | 'save' | 'isSaving'>) => ReactNode
}

/** The attribute mapping of a directory that Muster reads itself, tried on a real person while it is written. */
export function MappingEditor(props: MappingEditorProps) {
  const { parts, error, refetch } = useMappingParts(props.directoryId, props.organizationId)
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  return parts ? <Editor {...props} parts={parts} /> : <PanelSkeleton rows={8} />
}

function Editor({ parts, ...props }: MappingEditorProps & { readonly parts: MappingParts }) {
  const { directoryId, organizationId, isReadOnly = false, actions } = props
  const strings = useMappingStrings()
  const editing = useMappingEditor(directoryId, parts)
  const { preview, people, person, search, choose } = usePerson(directoryId, editing)
  const counts = useCounts(directoryId)
  const [added, setAdded] = useState<readonly string[]>([])
  const paths = person ? pathsIn(person.source) : []
  const isStale = counts.variables !== undefined && JSON.stringify(counts.variables) !== JSON.stringify(editing.lines)
  return (
    <Stack gap="lg">
      <PersonPicker
        strings={strings}
        people={people}
        chosen={person}
        isReading={preview.isFetching}
        onSearch={search}
        onChoose={choose}
      />
      {Object.keys(errorsOf(preview.error)).length === 0 && (
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {person && person.status !== 'active' && (
        <Text size="sm" c="dimmed">
          {strings.inactive} ({person.status_detail})
        </Text>
      )}
      <MappingTable
        editing={editing}
        person={person}
        paths={paths}
        counts={counts.data}
        isReadOnly={isReadOnly}
        added={added}
      />
      <Group gap="xs">
        {!isReadOnly && (
          <AddAttribute
            organizationId={organizationId}
            onAdded={(name) => setAdded([...added, `${customPrefix}${name}`])}
          />
        )}
        <ExpressionHelp paths={paths} />
        {!isReadOnly && (
          <Button variant="subtle" color="gray" size="sm" onClick={() => editing.reset(null)}>
            {strings.reset}
          </Button>
        )}
      </Group>
      <CountEverybody
        preview={counts.data}
        isStale={isStale}
        isCounting={counts.isPending}
        error={counts.error}
        onCount={() => counts.mutate(editing.lines)}
      />
      {!isReadOnly && <SaveBar editing={editing} strings={strings} actions={actions?.(editing)} />}
    </Stack>
  )
}

/** The person on whom the draft is tried: the first whom the source has, until another one is chosen. */
function usePerson(directoryId: string, editing: MappingEditing) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const preview = useMappingPreview(directoryId, { search, lines: editing.lines })
  const people: readonly PreviewedUser[] = preview.data?.users ?? []
  const person = people.find(({ id }) => id === chosen) ?? people[0]
  const { refuse } = editing
  useEffect(() => {
    if (preview.error) refuse(errorsOf(preview.error))
  }, [preview.error, refuse])
  return { preview, people, person, search: setSearch, choose: setChosen }
}

type SaveBarProps = { readonly editing: MappingEditing; readonly strings: MappingStrings; readonly actions: ReactNode }

function SaveBar({ editing, strings, actions }: SaveBarProps) {
  const { locale } = useSharedStrings()
  const { unsaved, isSaving } = editing
  return (
    <Group className={classes.bar} justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {unsaved === 0 ? strings.noChanges : counted(strings.unsaved, unsaved, locale)}
      </Text>
      <Group gap="xs">
        {unsaved > 0 && (
          <Button variant="default" onClick={editing.discard}>
            {strings.discard}
          </Button>
        )}
        {(unsaved > 0 || !actions) && (
          <Button loading={isSaving} disabled={unsaved === 0} onClick={() => void editing.save(strings.saved)}>
            {strings.save}
          </Button>
        )}
        {unsaved === 0 && actions}
      </Group>
    </Group>
  )
}
