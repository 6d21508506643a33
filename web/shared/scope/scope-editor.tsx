import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Connection, Connector, DirectoryPreview } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import { ErrorNotice } from '../error-notice.tsx'
import classes from '../mapping/mapping-table.module.css'
import { PanelSkeleton } from '../panel-skeleton.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { ScopeParts } from './scope-parts.tsx'
import { type ScopeStrings, useScopeStrings } from './scope-strings.ts'
import { TryScope } from './try-scope.tsx'
import { type ScopeEditing, useScopeCount, useScopeEditor, useScopeParts } from './use-scope-editor.ts'

export type ScopeEditorProps = {
  readonly directoryId: string
  /** Where the reader may only look. */
  readonly isReadOnly?: boolean
  /** What stands beside the button that saves, such as "Continue", once everything is saved. */
  readonly actions?: ReactNode
}

/** Who of a source is synced: everybody, or members of groups, of units, whom a rule lets in; counted before it is saved. */
export function ScopeEditor(props: ScopeEditorProps) {
  const { parts, error, refetch } = useScopeParts(props.directoryId)
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  return parts ? <Editor {...props} {...parts} /> : <PanelSkeleton rows={5} />
}

type EditorProps = ScopeEditorProps & { readonly connection: Connection; readonly connector: Connector }

function Editor({ directoryId, connection, connector, isReadOnly = false, actions }: EditorProps) {
  const strings = useScopeStrings()
  const editing = useScopeEditor(directoryId, connection)
  const [showsEmpty, setShowsEmpty] = useState(false)
  const { draft, set } = editing
  return (
    <Stack gap="lg">
      <Radio.Group
        label={strings.who}
        value={draft.isEverybody ? 'everybody' : 'some'}
        readOnly={isReadOnly}
        onChange={(choice) => set({ isEverybody: choice === 'everybody' })}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="everybody"
            label={strings.everybody.label}
            description={strings.everybody.text}
            disabled={isReadOnly}
          />
          <Radio value="some" label={strings.some.label} description={strings.some.text} disabled={isReadOnly} />
        </Stack>
      </Radio.Group>
      {!draft.isEverybody && <ScopeParts {...{ directoryId, connector, editing, isReadOnly, showsEmpty }} />}
      {!draft.isEverybody && <Leaving editing={editing} strings={strings} isReadOnly={isReadOnly} />}
      <ScopeSum directoryId={directoryId} editing={editing} strings={strings} />
      {!draft.isEverybody && <TryScope directoryId={directoryId} scope={editing.scope} />}
      {!isReadOnly && (
        <SaveBar
          editing={editing}
          strings={strings}
          actions={actions}
          onSave={() => {
            setShowsEmpty(true)
            if (editing.empty.length === 0) void editing.save(strings.saved)
          }}
        />
      )}
    </Stack>
  )
}

type PartProps = { readonly editing: ScopeEditing; readonly strings: ScopeStrings }

function Leaving({ editing, strings, isReadOnly }: PartProps & { readonly isReadOnly: boolean }) {
  const { draft, set } = editing
  return (
    <Radio.Group
      label={strings.leave}
      value={draft.onLeave}
      onChange={(choice) => set({ onLeave: choice as ScopeEditing['scope']['on_leave'] })}
    >
      <Stack gap="sm" mt="xs">
        {(['suspend', 'delete', 'keep'] as const).map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={strings.leaves[choice].label}
            description={strings.leaves[choice].text}
            disabled={isReadOnly}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** How many people are in, and how many are not, when somebody asks for it. */
function ScopeSum({ directoryId, editing, strings }: PartProps & { readonly directoryId: string }) {
  const count = useScopeCount(directoryId)
  const isStale = count.variables !== undefined && JSON.stringify(count.variables) !== JSON.stringify(editing.scope)
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Button
          variant="default"
          size="sm"
          loading={count.isPending}
          leftSection={<IconUsersGroup size={16} aria-hidden />}
          onClick={() => count.mutate(editing.scope)}
        >
          {strings.count}
        </Button>
        <Text size="sm" role="status" c={count.data ? undefined : 'dimmed'} style={{ flex: 1, minWidth: 200 }}>
          {count.isPending ? (
            strings.counting
          ) : count.data ? (
            <Sum preview={count.data} strings={strings} isStale={isStale} />
          ) : (
            strings.countText
          )}
        </Text>
      </Group>
      <ErrorNotice error={count.error} />
    </Stack>
  )
}

type SumProps = { readonly preview: DirectoryPreview; readonly strings: ScopeStrings; readonly isStale: boolean }

function Sum({ preview, strings, isStale }: SumProps) {
  const { locale } = useSharedStrings()
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const { in_scope: inside, out_of_scope: outside, looked_at: total, is_whole: isWhole, users } = preview
  return (
    <>
      <Text span size="sm" fw={600}>
        {isWhole
          ? strings.sum(number(inside), number(outside))
          : strings.sumAtLeast(number(inside), number(outside), number(total))}
      </Text>
      {users.deactivate > 0 && ` ${counted(strings.wouldGo, users.deactivate, locale)}`}
      {isStale && ` ${strings.stale}`}
    </>
  )
}

type SaveBarProps = PartProps & { readonly actions: ReactNode; readonly onSave: () => void }

function SaveBar({ editing, strings, actions, onSave }: SaveBarProps) {
  const { isChanged, isSaving, discard } = editing
  return (
    <Group className={classes.bar} justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {isChanged ? strings.unsaved : strings.noChanges}
      </Text>
      <Group gap="xs">
        {isChanged && (
          <Button variant="default" onClick={discard}>
            {strings.discard}
          </Button>
        )}
        {(isChanged || !actions) && (
          <Button loading={isSaving} disabled={!isChanged} onClick={onSave}>
            {strings.save}
          </Button>
        )}
        {!isChanged && actions}
      </Group>
    </Group>
  )
}
