import { Alert, Button, CopyButton, Group, Text } from '@mantine/core'
import { IconCopy, IconLock } from '@tabler/icons-react'
import type { OverlayObject } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'
import type { RuleEditing } from './use-rule-draft.ts'

type SaveRuleProps = {
  readonly editing: RuleEditing
  readonly given: string
  readonly object: OverlayObject | null
}

/** Copies the rule, and saves it where it is an object's that no file decides over. */
export function SaveRule({ editing, given, object }: SaveRuleProps) {
  const { rule } = editing
  const isLocked = object?.declared?.members !== undefined
  return (
    <>
      {isLocked && <Locked place={object?.managed_by ?? null} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {object && rule !== null && (rule === given ? strings.unchanged : strings.changed)}
        </Text>
        <Group gap="xs">
          <CopyButton value={rule ?? ''}>
            {({ copy, copied }) => (
              <Button
                variant="default"
                disabled={rule === null}
                leftSection={<IconCopy size={16} aria-hidden />}
                onClick={copy}
              >
                {copied ? '✓' : strings.copy}
              </Button>
            )}
          </CopyButton>
          {object && !isLocked && <Save editing={editing} given={given} object={object} />}
        </Group>
      </Group>
    </>
  )
}

function Locked({ place }: { readonly place: OverlayObject['managed_by'] }) {
  return (
    <Alert
      variant="light"
      color="gray"
      icon={<IconLock size={18} aria-hidden />}
      title={place && strings.locked(`${place.file}:${place.line}`)}
    >
      {strings.lockedText}
    </Alert>
  )
}

function Save({ editing, given, object }: SaveRuleProps & { readonly object: OverlayObject }) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const mayWrite = useMay('overlay:write')
  const { rule, preview } = editing
  const save = async () => {
    if (rule === null || !preview) return
    const { name = object.id, members = {} } = object.document as { name?: string; members?: object }
    const text = strings.saveText(
      strings.people(preview.count),
      preview.unknown > 0 ? strings.people(preview.unknown) : null,
    )
    if (!(await confirm({ title: strings.saveTitle(name), text, action: strings.save }))) return
    const path = { id: object.organization_id, kind: object.kind as 'Group', object_id: object.id }
    const mode = 'mode' in members ? {} : { mode: 'additive' }
    const body = { document: { members: { ...mode, ...members, rule } } }
    const call = () => api.patch('/organizations/{id}/overlay/objects/{kind}/{object_id}', { path, body })
    await run(call, { done: strings.saved })
  }
  return (
    <Button loading={isBusy} disabled={!mayWrite || rule === null || rule === given} onClick={() => void save()}>
      {strings.save}
    </Button>
  )
}
